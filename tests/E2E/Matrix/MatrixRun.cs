using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Matrix;

/// <summary>What is asked of the installer.</summary>
internal enum Undertaking
{
    /// <summary>1.1.0 over 1.0.0.</summary>
    Upgrade,
    /// <summary>1.1.0 over another package of 1.1.0.</summary>
    SameVersion,
    /// <summary>1.1.0 over itself.</summary>
    Repair,
    /// <summary>1.1.0 goes.</summary>
    Uninstall,
    /// <summary>1.0.0 over 1.1.0, which is refused.</summary>
    Downgrade,
}

/// <summary>Who asks, and how.</summary>
internal enum Mode
{
    /// <summary>An administrator's script: <c>msiexec /qn</c>.</summary>
    Silent,
    /// <summary>The same without the means to roll back, as a policy may have it.</summary>
    WithoutRollback,
    /// <summary>A program that shows its own dialogs.</summary>
    Handler,
    /// <summary>A management tool's service, with nobody logged on.</summary>
    SystemAccount,
}

/// <summary>What goes wrong.</summary>
internal enum Injection
{
    Nothing,
    /// <summary>A step fails.</summary>
    Failure,
    /// <summary>The user cancels.</summary>
    Cancel,
    /// <summary>Windows Installer is killed.</summary>
    Kill,
}

/// <summary>What comes after, where the installer itself could not set things right.</summary>
internal enum Recovery
{
    None,
    /// <summary>The same installation once more.</summary>
    NextInstallation,
    /// <summary><c>Tentacle.exe maintenance recover</c>.</summary>
    Command,
}

/// <summary>One installation of the matrix. All its cases are on the machine at once, as they are in life.</summary>
/// <param name="Undertaking">What is asked for.</param>
/// <param name="Mode">Who asks.</param>
/// <param name="Injection">What goes wrong.</param>
/// <param name="Place">Where it goes wrong; <see langword="null"/> is in the middle of stopping.</param>
/// <param name="Recovery">What comes after.</param>
internal sealed record MatrixRun(
    Undertaking Undertaking, Mode Mode = Mode.Silent, Injection Injection = Injection.Nothing, Place? Place = null, Recovery Recovery = Recovery.None)
{
    /// <summary>Every run.</summary>
    public static readonly IReadOnlyList<MatrixRun> All =
    [
        new(Undertaking.Upgrade) { Cases = [.. InstanceCase.Usual, .. InstanceCase.Difficult] },
        new(Undertaking.Upgrade, Mode.Handler),
        new(Undertaking.Upgrade, Mode.SystemAccount),
        new(Undertaking.Upgrade, Injection: Injection.Failure, Place: Machine.Place.AfterStop) { Cases = [.. InstanceCase.Usual, .. InstanceCase.Difficult] },
        .. from place in new[] { Machine.Place.AfterRemove, Machine.Place.AfterFiles, Machine.Place.AfterStart, Machine.Place.BeforeCommit }
           select new MatrixRun(Undertaking.Upgrade, Injection: Injection.Failure, Place: place),
        new(Undertaking.Upgrade, Mode.WithoutRollback, Injection.Failure, Machine.Place.AfterStop, Recovery.Command),
        new(Undertaking.Upgrade, Mode.WithoutRollback, Injection.Failure, Machine.Place.AfterFiles, Recovery.NextInstallation),
        new(Undertaking.Upgrade, Mode.Handler, Injection.Cancel) { Cases = [.. InstanceCase.Usual, InstanceCase.Slow] },
        new(Undertaking.Upgrade, Injection: Injection.Kill, Recovery: Recovery.Command) { Cases = [.. InstanceCase.Usual, InstanceCase.Slow] },
        .. from place in new[] { Machine.Place.AfterStop, Machine.Place.AfterStart, Machine.Place.BeforeCommit }
           select new MatrixRun(Undertaking.Upgrade, Injection: Injection.Kill, Place: place, Recovery: Recovery.Command),
        .. from place in new[] { Machine.Place.AfterStop, Machine.Place.AfterRemove, Machine.Place.AfterFiles }
           select new MatrixRun(Undertaking.Upgrade, Injection: Injection.Kill, Place: place, Recovery: Recovery.NextInstallation),
        new(Undertaking.SameVersion),
        new(Undertaking.Repair),
        new(Undertaking.Repair, Injection: Injection.Failure, Place: Machine.Place.AfterFiles, Recovery: Windows.RollsBackRepairs ? Recovery.None : Recovery.Command),
        new(Undertaking.Uninstall, Injection: Injection.Failure, Place: Machine.Place.BeforeCommit),
        new(Undertaking.Downgrade),
        new(Undertaking.Uninstall),
    ];

    /// <summary>The cases on the machine.</summary>
    public IReadOnlyList<InstanceCase> Cases { get; init; } = InstanceCase.Usual;

    /// <summary>The package on the machine before.</summary>
    public Package From => Undertaking switch
    {
        Undertaking.Upgrade => Package.OldFolder,
        Undertaking.SameVersion => Package.AgainFolder,
        _ => Package.FolderWithTestPoints,
    };

    /// <summary>The package asked for.</summary>
    public Package To => Undertaking == Undertaking.Downgrade ? Package.OldFolder : Package.FolderWithTestPoints;

    /// <summary>Whether what was asked for is there in the end.</summary>
    public bool Succeeds => (Undertaking, Injection, Recovery) switch
    {
        (Undertaking.Downgrade, _, _) => false,
        (_, _, Recovery.NextInstallation) => true,
        // What was killed with the new files in place stays with them; there is nothing else that could run.
        (_, Injection.Kill, Recovery.Command) => Place is Machine.Place.AfterFiles or Machine.Place.AfterStart or Machine.Place.BeforeCommit,
        _ => Injection == Injection.Nothing,
    };

    /// <summary>The version that runs in the end.</summary>
    public string Version => Succeeds ? To.Version : From.Version;

    /// <summary>Whether the services are gone in the end.</summary>
    public bool Removes => Undertaking == Undertaking.Uninstall && Succeeds;

    /// <summary>Whether the instances are stopped on the way; what is refused at once touches none.</summary>
    public bool Stops => Undertaking != Undertaking.Downgrade;

    /// <summary>
    /// Whether the product is registered as it should be in the end. Not after a kill that only our command followed; and Wine
    /// registers in a rollback nothing that it has removed.
    /// </summary>
    public bool KeepsRegistration => Succeeds
        ? Injection == Injection.Nothing || Recovery == Recovery.NextInstallation
        : Injection != Injection.Kill && (Windows.RestoresRegistration || Undertaking is Undertaking.Repair or Undertaking.Downgrade || Place is null or Machine.Place.AfterStop);

    /// <summary>What the installer returns; <see langword="null"/> when it is killed.</summary>
    public int? ExitCode => (Undertaking, Injection) switch
    {
        (Undertaking.Downgrade, _) => MsiResult.InstallFailure,
        (_, Injection.Failure) => Windows.ProgramFailure,
        (_, Injection.Cancel) => MsiResult.UserExit,
        (_, Injection.Kill) => null,
        _ => MsiResult.Success,
    };

    public override string ToString() => string.Join(", ", Words());

    private IEnumerable<string> Words()
    {
        yield return Undertaking.ToString();
        yield return Mode.ToString();
        if (Injection != Injection.Nothing)
            yield return $"{Injection} {(Place is { } place ? place.ToString() : "WhileStopping")}";
        if (Recovery != Recovery.None)
            yield return $"then {Recovery}";
    }
}
