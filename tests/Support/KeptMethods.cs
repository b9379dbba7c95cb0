using System.Reflection;

namespace Octopus.Tests.Support;

/// <summary>
/// Keeps the methods of a test program from being collected. Emitted invocation (see the project files) makes a dynamic method for
/// each, and under Wine 8 the runtime dies when one is finalized: "Internal CLR error" in DynamicResolver.DestroyScout.Finalize,
/// four times out of four with a forced collection, never while the methods are held.
/// </summary>
public static class KeptMethods
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.FlattenHierarchy;

    private static MethodBase[] held = [];

    /// <summary>Holds the methods of an assembly as long as the program runs.</summary>
    public static void Hold(Assembly assembly) =>
        held = [.. held, .. assembly.GetTypes().SelectMany(type => type.GetMethods(Everything).Concat<MethodBase>(type.GetConstructors(Everything)))];
}
