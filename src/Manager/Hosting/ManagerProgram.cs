using System.CommandLine;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Octopus.Cli;
using Octopus.Services;

namespace Octopus.Manager.Hosting;

/// <summary>The executable: one Manager in a session, in a window or for whoever opens the address that it prints.</summary>
[SupportedOSPlatform("windows")]
internal sealed partial class ManagerProgram(CommandHost host, int port, bool opensBrowser)
{
    private const uint ErrorIcon = 0x10;

    private readonly CommandHost host = host;

    /// <summary>Runs a command line.</summary>
    public static Task<int> Run(CommandHost host, string[] args)
    {
        var port = new Option<int>("--port") { Description = "The port to listen on, at 127.0.0.1 only. Default: one that is free." };
        var noBrowser = new Option<bool>("--no-browser") { Description = "Print the address, which works once and for a minute, and open no window." };
        var command = new RootCommand("Octopus Manager: every instance on one screen. It ends when its last window is closed.") { port, noBrowser };
        command.SetAction((parse, cancellation) =>
            new ManagerProgram(host, parse.GetValue(port), !parse.GetValue(noBrowser)).Run(cancellation));
        var parsed = command.Parse(args);
        var invocation = new InvocationConfiguration { Output = host.Output, Error = host.Error, ProcessTerminationTimeout = 2 * ManagerTimeouts.Shutdown };
        return parsed.Errors.Count == 0 ? parsed.InvokeAsync(invocation) : Task.FromResult(Usage(host, parsed.Errors[0].Message));
    }

    private static int Usage(CommandHost host, string complaint)
    {
        host.Error.WriteLine(complaint);
        return (int)ExitCode.Usage;
    }

    private async Task<int> Run(CancellationToken cancellation)
    {
        try
        {
            host.RequireElevation();
            var folder = Folder();
            using var running = RunningManager.TryBecome(RunningManager.Name, folder);
            if (running is null && await Ask(folder, cancellation).ConfigureAwait(false) is { } address)
                Show(address);
            else
                await Manage(running, cancellation).ConfigureAwait(false);
            return (int)ExitCode.Success;
        }
        catch (CommandException failure)
        {
            Complain(failure.Message);
            return (int)failure.ExitCode;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Complain(refused.Message);
            return (int)ExitCode.FileAccess;
        }
    }

    // A program that has taken the name must neither be believed nor keep the Manager from starting.
    private static async Task<Uri?> Ask(string folder, CancellationToken cancellation)
    {
        try
        {
            return await RunningManager.Ask(RunningManager.Name, folder, ManagerTimeouts.RunningManager, cancellation).ConfigureAwait(false);
        }
        catch (TimeoutException silence)
        {
            throw new CommandException(ExitCode.Busy, "Another Octopus Manager runs in this session and does not answer. End Octopus.Manager.exe in the Task Manager and try again.", silence);
        }
    }

    private async Task Manage(RunningManager? running, CancellationToken cancellation)
    {
        var manager = ManagerApp.Build(host, new() { Port = port });
        await using (manager.ConfigureAwait(false))
        {
            using var end = EndRequest.Listen();
            using var asked = end.Token.Register(manager.Lifetime.AskToEnd);
            using var stop = cancellation.Register(manager.Lifetime.AskToEnd);
            await Start(manager, cancellation).ConfigureAwait(false);
            using var ended = new CancellationTokenSource();
            var answering = running?.Answer(manager.NewAddress, ended.Token) ?? Task.CompletedTask;
            Show(manager.NewAddress());
            await manager.Lifetime.Ended.ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
            await answering.ConfigureAwait(false);
            await manager.Stop().ConfigureAwait(false);
        }
    }

    private async Task Start(ManagerApp manager, CancellationToken cancellation)
    {
        try
        {
            await manager.Start(cancellation).ConfigureAwait(false);
        }
        catch (IOException taken)
        {
            throw new CommandException(ExitCode.Conflict, $"The Manager cannot listen on port {port} of 127.0.0.1: {taken.Message} Choose another with --port.", taken);
        }
    }

    private void Show(Uri address)
    {
        if (opensBrowser)
            BrowserWindow.Open(address, Profile());
        else
            host.Output.WriteLine(address);
    }

    private string Profile() => Path.Combine(Folder(), "Browser");

    private string Folder()
    {
        host.Maintenance.Protection.RequireManager();
        return host.Machine.Manager;
    }

    // A program with a window has no console: only whoever asked for none reads what it prints.
    private void Complain(string message)
    {
        if (opensBrowser)
            _ = MessageBoxW(0, message, "Octopus Manager", ErrorIcon);
        else
            host.Error.WriteLine(message);
    }

    [LibraryImport("user32.dll", StringMarshalling = StringMarshalling.Utf16)]
    private static partial int MessageBoxW(nint owner, string text, string caption, uint kind);
}
