using Octopus.Services;

namespace Octopus.Tests.E2E.Matrix;

/// <summary>Which process an instance runs in.</summary>
internal enum ProcessSighting
{
    None,
    Same,
    Another,
}

/// <summary>An instance in the end.</summary>
/// <param name="Recorded">
/// How the installation met it: as it had been arranged, or the row proves nothing. <see langword="null"/> for one that ended before it looked.
/// </param>
/// <param name="State">What its service does.</param>
/// <param name="StartType">When it starts.</param>
/// <param name="ConfigurationIsKept">Whether every value under the service's registry key is as it was.</param>
/// <param name="Process">The process it runs in, compared with before.</param>
/// <param name="Version">The version that answers; <see langword="null"/> for one that nobody asks.</param>
internal sealed record InstanceSighting(
    ServiceState? Recorded, ServiceState? State, StartType? StartType, bool ConfigurationIsKept, ProcessSighting Process, string? Version)
{
    public static InstanceSighting Gone(ServiceState? recorded) => new(recorded, null, null, ConfigurationIsKept: false, ProcessSighting.None, null);

    public override string ToString() => State is null
        ? $"{Met}service gone"
        : $"{Met}{State}, {StartType}, configuration {(ConfigurationIsKept ? "kept" : "changed")}{ProcessText}{(Version is null ? "" : $", answers {Version}")}";

    private string Met => Recorded is null ? "" : $"met as {Recorded}, ";

    private string ProcessText => Process switch
    {
        ProcessSighting.Same => ", same process",
        ProcessSighting.Another => ", new process",
        _ => "",
    };
}

/// <summary>The machine in the end.</summary>
/// <param name="ExitCode">What the installer returned; <see langword="null"/> when it was killed.</param>
/// <param name="JournalIsClosed">Whether no installation is left open.</param>
/// <param name="MustRestart">Whether a file of ours waits for a restart.</param>
/// <param name="Products">The versions that are registered; <see langword="null"/> where nobody looks.</param>
internal sealed record MachineSighting(int? ExitCode, bool JournalIsClosed, bool MustRestart, IReadOnlyList<string>? Products)
{
    public override string ToString() =>
        $"exit code {ExitCode?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none"}, journal {(JournalIsClosed ? "closed" : "open")}, {(MustRestart ? "restart wanted" : "no restart")}{ProductText}";

    private string ProductText => Products is null ? "" : $", registered: {(Products.Count == 0 ? "nothing" : string.Join(", ", Products))}";
}
