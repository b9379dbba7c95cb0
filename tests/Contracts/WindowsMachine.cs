using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

/// <summary>This machine; its services and processes run this very executable.</summary>
internal sealed class WindowsMachine : ServiceMachine
{
    private readonly List<Process> children = [];
    private string? folder;

    public static bool IsWine { get; } =
        NativeLibrary.TryGetExport(NativeLibrary.Load("ntdll.dll"), "wine_get_version", out _);

    public override IServiceManager Services { get; } = new WindowsServiceManager(TimeProvider.System);

    public override IProcesses Processes { get; } = new WindowsProcesses();

    public override IExecutableFiles Files { get; } = new WindowsExecutableFiles();

    public override int OwnProcess => Environment.ProcessId;

    public override string Executable => Environment.ProcessPath!;

    public override string Folder => folder ??= Directory.CreateTempSubdirectory("contract files ").FullName;

    public override string? NoDelayedStart => IsWine ? "Wine 8 has no delayed start: ChangeServiceConfig2 answers ERROR_INVALID_LEVEL." : null;

    public override string? NoRecovery => IsWine ? "Wine 8 has no failure actions: QueryServiceConfig2 refuses their level." : null;

    public override string? NoDependents => IsWine
        ? "Wine 8 stores what a service depends on, but the first change of configuration deletes it, "
            + "and a service stops under its dependents."
        : null;

    public override string AddFile(string name)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, name);
        return path;
    }

    public override void ComeAndGo(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            using var brief = Process.Start(new ProcessStartInfo("cmd.exe", "/c exit") { CreateNoWindow = true, UseShellExecute = false })!;
            brief.WaitForExit(Patience);
        }
    }

    protected override int Launch() => Child([ChildProgram.HangOption], out _);

    protected override int LaunchListener() => Child([ChildProgram.ListenOption], out _);

    protected override int LaunchHolder(string path) => Child([ChildProgram.HoldOption, path], out _);

    protected override (int Parent, int Child) LaunchFamily()
    {
        var parent = Child([ChildProgram.SpawnOption], out var child);
        return (parent, int.Parse(child, CultureInfo.InvariantCulture));
    }

    protected override string CommandLine(ServiceBehaviour behaviour) => $"\"{Environment.ProcessPath}\" {ServiceProgram.Option} {behaviour}";

    protected override void Clean()
    {
        foreach (var child in children)
        {
            child.WaitForExit(Patience);
            child.Dispose();
        }

        if (folder is not null)
            Directory.Delete(folder, recursive: true);
    }

    private int Child(string[] args, out string answer)
    {
        var child = ChildProgram.Start(args, out answer);
        children.Add(child);
        return child.Id;
    }
}
