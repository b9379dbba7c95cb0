namespace Octopus.Services;

/// <summary>When a service starts.</summary>
public enum StartType
{
    /// <summary>With the machine.</summary>
    Automatic,
    /// <summary>With the machine, after the automatic ones.</summary>
    AutomaticDelayed,
    /// <summary>When somebody asks.</summary>
    Manual,
    /// <summary>Never.</summary>
    Disabled,
    /// <summary>By the boot loader or the kernel. Never one of ours.</summary>
    Boot,
}
