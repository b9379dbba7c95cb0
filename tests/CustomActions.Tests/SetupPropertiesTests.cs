using Octopus.CustomActions;
using Octopus.Lifecycle.Maintenance;

namespace Octopus.Tests.CustomActions;

[TestClass]
public sealed class SetupPropertiesTests
{
    private static readonly MaintenancePlan Plan = new() { Kind = MaintenanceKind.Upgrade, Version = "1.1.0" };

    [TestMethod]
    public void Apply_nothing_keeps_the_plan() => Assert.AreEqual(Plan, Apply());

    [TestMethod]
    [DataRow("1", 1)]
    [DataRow("007", 7)]
    [DataRow("3600", 3600)]
    public void Apply_timeout_in_range_is_taken(string value, int seconds)
    {
        Assert.AreEqual(seconds, Apply((SetupProperties.StopTimeout, value)).StopTimeout);
        Assert.AreEqual(seconds, Apply((SetupProperties.StartTimeout, value)).StartTimeout);
    }

    [TestMethod]
    public void Apply_timeouts_are_each_their_own()
    {
        var plan = Apply((SetupProperties.StopTimeout, "11"), (SetupProperties.StartTimeout, "22"));

        Assert.AreEqual((11, 22), (plan.StopTimeout, plan.StartTimeout));
    }

    [TestMethod]
    [DataRow("0")]
    [DataRow("3601")]
    [DataRow("-1")]
    [DataRow("+1")]
    [DataRow("1.5")]
    [DataRow("1,000")]
    [DataRow(" 60")]
    [DataRow("60s")]
    [DataRow("many")]
    [DataRow("99999999999")]
    [DataRow("١")]
    public void Apply_timeout_that_is_none_is_refused(string value)
    {
        foreach (var name in new[] { "STOPTIMEOUT", "STARTTIMEOUT" })
        {
            Assert.AreEqual(
                $"{name} is '{value}' and must be a number of seconds from 1 to 3600. Correct it and run the installation again.",
                Refusal((name, value)));
        }
    }

    [TestMethod]
    [DataRow("continue", false)]
    [DataRow("rollback", true)]
    [DataRow("ROLLBACK", true)]
    [DataRow("", false)]
    public void Apply_start_failure_is_fatal_on_request(string value, bool fatal) =>
        Assert.AreEqual(fatal, Apply((SetupProperties.OnStartFailure, value)).StartFailureIsFatal);

    [TestMethod]
    [DataRow("continue", false)]
    [DataRow("Fail", true)]
    [DataRow("", false)]
    public void Apply_unstartable_instance_is_fatal_on_request(string value, bool fatal) =>
        Assert.AreEqual(fatal, Apply((SetupProperties.OnUnstartable, value)).UnstartableIsFatal);

    [TestMethod]
    [DataRow("1", true)]
    [DataRow("0", false)]
    [DataRow("", false)]
    public void Apply_vendor_is_adopted_on_request(string value, bool adopts) =>
        Assert.AreEqual(adopts, Apply((SetupProperties.AdoptVendor, value)).Adopts);

    [TestMethod]
    [DataRow("running", RestartChoice.Running)]
    [DataRow("none", RestartChoice.None)]
    [DataRow("all", RestartChoice.All)]
    [DataRow("All", RestartChoice.All)]
    [DataRow("", RestartChoice.Running)]
    public void Apply_choice_of_instances_is_taken(string value, RestartChoice choice) =>
        Assert.AreEqual(choice, Apply((SetupProperties.RestartInstances, value)).Restart);

    [TestMethod]
    [DataRow("ONSTARTFAILURE", "abort", "continue, rollback")]
    [DataRow("ONSTARTFAILURE", " rollback", "continue, rollback")]
    [DataRow("ONSTARTFAILURE", "1", "continue, rollback")]
    [DataRow("ONUNSTARTABLE", "stop", "continue, fail")]
    [DataRow("ADOPTVENDOR", "yes", "0, 1")]
    [DataRow("RESTARTINSTANCES", "some", "running, none, all")]
    [DataRow("RESTARTINSTANCES", "running,none", "running, none, all")]
    public void Apply_word_that_is_not_allowed_is_refused_with_those_that_are(string name, string value, string allowed) =>
        Assert.AreEqual(
            $"{name} is '{value}' and must be one of {allowed}. Correct it and run the installation again.", Refusal((name, value)));

    [TestMethod]
    public void Apply_reads_no_property_beyond_the_documented_ones()
    {
        var read = new List<string>();
        SetupProperties.Apply(Plan, name =>
        {
            read.Add(name);
            return "";
        });

        CollectionAssert.AreEquivalent(
            new[]
            {
                SetupProperties.StopTimeout, SetupProperties.StartTimeout, SetupProperties.OnStartFailure, SetupProperties.RestartInstances,
                SetupProperties.OnUnstartable, SetupProperties.AdoptVendor,
            },
            read);
    }

    private static MaintenancePlan Apply(params (string Name, string Value)[] properties) =>
        SetupProperties.Apply(Plan, name => properties.SingleOrDefault(property => property.Name == name).Value ?? "");

    private static string Refusal((string Name, string Value) property) =>
        Assert.ThrowsExactly<MaintenanceException>(() => Apply(property)).Message;
}
