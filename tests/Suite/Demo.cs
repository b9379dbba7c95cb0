namespace Octopus.Tests.Suite;

/// <summary>Runs the demo, which is a part of the journeys' program.</summary>
internal static class Demo
{
    public static Task<int> Run() => WindowsProgram.Run(TestProgram.Named("E2E"), "demo");
}
