namespace Octopus.Services;

/// <summary>What Windows keeps for this machine: any account of it can open that, and no other machine.</summary>
public interface IMachineSecrets
{
    /// <summary>Opens what was protected for the machine.</summary>
    /// <param name="secret">What the protection made of it.</param>
    /// <param name="content">What was protected; empty when it does not open.</param>
    /// <param name="reason">Why it does not open, for people and without a full stop; empty when it does.</param>
    bool TryOpen(byte[] secret, out byte[] content, out string reason);
}
