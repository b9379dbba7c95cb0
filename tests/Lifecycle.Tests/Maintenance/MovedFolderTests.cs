using Octopus.Lifecycle.Maintenance;
using Octopus.Services;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>The new version goes into another folder: services follow, with their arguments as they are.</summary>
[TestClass]
public sealed class MovedFolderTests : MaintenanceTest
{
    private const string NewFolder = @"D:\Octopus\Tentacle";
    private const string NewExecutable = NewFolder + @"\Tentacle.exe";

    [TestMethod]
    [DataRow("\"{0}\" run --instance=\"a\"", "\"{1}\" run --instance=\"a\"")]
    [DataRow("\"{0}\" run --instance=\"a\" --log=%TEMP%\\x.log  --extra", "\"{1}\" run --instance=\"a\" --log=%TEMP%\\x.log  --extra")]
    [DataRow("{0} run --instance=\"a\"", "\"{1}\" run --instance=\"a\"")]
    [DataRow("  \"{0}\"   run --instance=\"a\"", "\"{1}\" run --instance=\"a\"")]
    public async Task Services_run_the_new_executable_with_the_old_arguments(string before, string after)
    {
        var plan = Plan(string.Format(null, before, TestMachine.Tentacle));
        await Stop(plan);
        Move();

        await Start(plan);

        Assert.AreEqual(string.Format(null, after, TestMachine.Tentacle, NewExecutable), Machine.Record("a").ImagePath);
        Assert.AreEqual(ServiceState.Running, Machine.StateOf("a"));
    }

    [TestMethod]
    public async Task Rolled_back_they_run_the_old_one_again_exactly_as_it_was_written()
    {
        var plan = Plan($"{TestMachine.Tentacle} run --instance=\"a\"");
        await Stop(plan);
        Move();
        await Start(plan);
        await UndoStart(plan);
        Machine.Files.Add(TestMachine.Tentacle);

        await UndoStop(plan);

        AssertAsRecorded(plan);
    }

    [TestMethod]
    public async Task A_service_whose_executable_is_where_it_was_keeps_its_command_line()
    {
        var plan = Plan($"{TestMachine.Tentacle} run --instance=\"a\"") with { Folder = WindowsPath.Folder(TestMachine.Tentacle) };

        await Stop(plan);
        await Start(plan);

        AssertAsRecorded(plan);
        Assert.AreEqual(1, Machine.Services.Log.Count(line => line.Contains(" runs ", StringComparison.Ordinal)), "The one that arranged it.");
    }

    private MaintenancePlan Plan(string imagePath)
    {
        Machine.Add("a");
        Machine.Services.SetImagePath(TestMachine.ServiceOf("a"), imagePath);
        return Upgrade(Machine.Record("a")) with { Folder = NewFolder };
    }

    private void Move()
    {
        Machine.Files.Remove(TestMachine.Tentacle);
        Machine.Files.Add(NewExecutable);
    }
}
