using System.Reflection;
using System.Runtime.Loader;

/// <summary>
/// Runs inside the installed Tentacle.exe, which .NET calls before its entry point, and lets a service of ours behave as no healthy
/// agent does: pause, hang, take its time. The name, and that it stands in no namespace, is .NET's rule.
/// </summary>
internal static class StartupHook
{
    /// <summary>The argument behind which the behaviour stands; without it the executable is itself.</summary>
    public const string Option = "--behave";

    /// <summary>Called by .NET.</summary>
    public static void Initialize()
    {
        var arguments = Environment.GetCommandLineArgs();
        var at = Array.IndexOf(arguments, Option);
        if (at < 0)
            return;

        // Not this assembly's own reference: the product has libraries of the same names in another version.
        var program = new OwnLibraries().LoadFromAssemblyPath(OwnLibraries.PathOf("Octopus.Tests.Support"));
        var behaviour = program.GetType("Octopus.Tests.Support.ServiceBehaviour", throwOnError: true)!.GetMethod("Parse")!.Invoke(null, [arguments[at + 1]]);
        var exitCode = program.GetType("Octopus.Tests.Support.ServiceProgram", throwOnError: true)!.GetMethod("Run")!.Invoke(null, [behaviour]);
        Environment.Exit((int)exitCode!);
    }

    private sealed class OwnLibraries : AssemblyLoadContext
    {
        public static string PathOf(string library) =>
            Path.Combine(Path.GetDirectoryName(typeof(StartupHook).Assembly.Location)!, library + ".dll");

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name is { } name && name.StartsWith("Octopus.", StringComparison.Ordinal) ? LoadFromAssemblyPath(PathOf(name)) : null;
    }
}
