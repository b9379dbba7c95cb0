namespace Octopus.Tests.PowerCut;

/// <summary>The power goes at each point of an upgrade, the machine starts again, and nobody comes.</summary>
[TestClass]
public sealed class When_the_power_is_cut_in_an_upgrade
{
    [ClassInitialize]
    public static void RequireWine(TestContext _)
    {
        if (OperatingSystem.IsWindows())
            Assert.Inconclusive("A test cannot cut the power of the machine that it runs on.");
    }

    [TestMethod]
    [DataRow("AfterStop", "1.0.0")]
    [DataRow("AfterRemove", "1.0.0")]
    [DataRow("AfterFiles", "1.0.0")]
    [DataRow("AfterStart", "1.1.0")]
    [DataRow("BeforeCommit", "1.1.0")]
    public async Task Everything_runs_again_as_it_did(string place, string version)
    {
        await WineMachine.Run("power-cut", "arrange", place);

        await WineMachine.CutPowerAndStart();

        await WineMachine.Run("power-cut", "verify", place, version);
    }

    [TestMethod]
    public async Task A_second_start_finds_nothing_to_do()
    {
        await WineMachine.Run("power-cut", "arrange", "AfterStop");
        await WineMachine.CutPowerAndStart();
        await WineMachine.Run("power-cut", "verify", "AfterStop", "1.0.0");

        await WineMachine.CutPowerAndStart();

        await WineMachine.Run("power-cut", "nothing-to-do");
    }
}
