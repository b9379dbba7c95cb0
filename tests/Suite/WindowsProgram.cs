namespace Octopus.Tests.Suite;

/// <summary>Runs a program where it belongs: natively, or a Windows program in a Wine prefix of its own.</summary>
internal static class WindowsProgram
{
    /// <summary>More than any program takes; one that hangs must not hang CI.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    public static Task<int> Run(BuiltProgram program, params string[] arguments) => RunIn(program.Name, program, arguments);

    /// <summary>The same in a Wine prefix of that name: one program may run on several machines at once.</summary>
    public static async Task<int> RunIn(string machine, BuiltProgram program, params string[] arguments)
    {
        if (!program.NeedsWindows && (!program.UsesWindows || OperatingSystem.IsWindows()))
            return await Command.Run("dotnet", [program.Path, .. arguments], Patience);
        if (OperatingSystem.IsWindows())
            return await Command.Run(program.Path, arguments, Patience);
        await using var prefix = await WinePrefix.Create(machine);
        return program.NeedsWindows
            ? await prefix.Run(program.Path, arguments, Patience)
            : await prefix.RunBeside(program.Path, arguments, Patience);
    }

    /// <summary>The same for a program that goes on until it is told to end: it hears Ctrl+C itself, and is cleaned up after here.</summary>
    public static async Task<int> RunUntilCtrlC(BuiltProgram program, params string[] arguments)
    {
        Console.CancelKeyPress += (_, key) => key.Cancel = true;
        return await Run(program, arguments);
    }

    /// <summary>A path of this machine as the program will understand it.</summary>
    public static string PathFor(BuiltProgram program, string path) =>
        program.NeedsWindows && !OperatingSystem.IsWindows() ? "Z:" + path.Replace('/', '\\') : path;
}
