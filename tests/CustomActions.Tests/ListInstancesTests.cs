using Octopus.CustomActions;
using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.CustomActions;

/// <summary>What the page of the wizard says of a machine.</summary>
[TestClass]
public sealed class ListInstancesTests : IDisposable
{
    private const string Tentacle = @"C:\Program Files\Octopus Deploy\Tentacle\Tentacle.exe";

    private readonly FakeServiceManager services = new(TimeProvider.System);
    private readonly FakeInstallSession session = new();
    private readonly TempFolder folder = new();
    private readonly WholeInstances instances;

    public ListInstancesTests() => instances = new(services, folder);

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Page_says_what_will_happen_to_each()
    {
        Add("off", ServiceState.Stopped, StartType.Disabled);
        Add("pause", ServiceState.Paused);
        Add("run", ServiceState.Running);
        Add("stop", ServiceState.Stopped);
        services.Add(Application.Tentacle.WatchdogServiceName, Application.WatchdogCommandLine(Tentacle), ServiceState.Running);

        List();

        CollectionAssert.AreEqual(
            new[]
            {
                ("FOUNDINSTANCES", 1, "off: disabled; stays as it is"),
                ("FOUNDINSTANCES", 2, "pause: paused; stopped, then started and paused again"),
                ("FOUNDINSTANCES", 3, "run: running; stopped, then started again"),
                ("FOUNDINSTANCES", 4, "stop: stopped; stays as it is"),
            },
            session.Page);
    }

    [TestMethod]
    [DataRow(0, 0, "No instance of Tentacle has a service on this machine.")]
    [DataRow(0, 1, "One instance of Tentacle has a service on this machine, and it does not run.")]
    [DataRow(1, 0, "One instance of Tentacle has a service on this machine, and it runs. ")]
    [DataRow(0, 2, "2 instances of Tentacle have a service on this machine, and none of them runs.")]
    [DataRow(1, 1, "2 instances of Tentacle have a service on this machine, and one of them runs. ")]
    [DataRow(3, 1, "4 instances of Tentacle have a service on this machine, and 3 of them run. ")]
    public void Sentence_fits_the_number_of_instances_and_of_those_that_run(int running, int stopped, string sentence)
    {
        foreach (var number in Enumerable.Range(1, running))
            Add($"run {number}", ServiceState.Running);
        foreach (var number in Enumerable.Range(1, stopped))
            Add($"stop {number}", ServiceState.Stopped);

        List();

        var more = running == 0 ? "" : "What runs is stopped while files are replaced, and started again afterwards.";
        Assert.AreEqual(sentence + more, session.Read("INSTANCESUMMARY"));
        Assert.HasCount(running + stopped, session.Page);
    }

    [TestMethod]
    public void Page_names_what_would_not_start_again()
    {
        Add("lost", ServiceState.Running);
        Add("good", ServiceState.Running);
        Add("off", ServiceState.Stopped);
        File.Delete(instances.ConfigurationOf("lost"));
        File.Delete(instances.ConfigurationOf("off"));

        List();

        CollectionAssert.AreEqual(
            new[] { "good: running; stopped, then started again", "off: stopped; stays as it is" },
            session.Page.Select(row => row.Line).Where(line => !line.StartsWith("lost", StringComparison.Ordinal)).ToArray());
        var lost = session.Page.Single(row => row.Line.StartsWith("lost: runs, and would not start again. ", StringComparison.Ordinal)).Line;
        Assert.Contains(instances.ConfigurationOf("lost"), lost);
    }

    private void List() => ListInstancesAction.Run(
        session, services, new FakeExecutableFiles(services.Processes).Add(Tentacle), new StartForecast(instances, services, new FakeLogonRights()));

    private void Add(string instance, ServiceState state, StartType startType = StartType.Automatic) =>
        services.Add(Application.Tentacle.ServiceName(instance), Application.ServiceCommandLine(Tentacle, instance), state, startType);
}
