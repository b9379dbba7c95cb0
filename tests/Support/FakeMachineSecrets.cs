using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>Secrets of a machine in memory. What another one of these has protected does not open.</summary>
public sealed class FakeMachineSecrets : IMachineSecrets
{
    private readonly byte[] machine = Guid.NewGuid().ToByteArray();

    /// <summary>Protects a content for this machine.</summary>
    public byte[] Protect(byte[] content) => [.. machine, .. content, (byte)content.Aggregate(0, (sum, octet) => sum + octet)];

    public bool TryOpen(byte[] secret, out byte[] content, out string reason)
    {
        var isOwn = secret.AsSpan().StartsWith(machine) && secret.Length > machine.Length && Protect(secret[machine.Length..^1]).SequenceEqual(secret);
        (content, reason) = isOwn ? (secret[machine.Length..^1], "") : ([], "The data is invalid (error 13)");
        return isOwn;
    }
}
