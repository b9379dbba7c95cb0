using Octopus.Lifecycle.Maintenance;

namespace Octopus.Tests.Lifecycle.Maintenance;

/// <summary>Commands that owe services something at the same time, in one process or several.</summary>
[TestClass]
public sealed class ServiceDebtsTests : MaintenanceTest
{
    public ServiceDebtsTests() => Machine.Services.Processes.Start(TestMachine.Tentacle, id: Environment.ProcessId);

    [TestMethod]
    public void What_somebody_comes_to_owe_while_a_command_settles_stays_owed()
    {
        var state = Machine.Add("a");
        var other = new OwedState(state, "watchdog", Machine.Time.GetUtcNow(), new(Machine.Services.Processes.Start(@"C:\Octopus\Tentacle.exe"), Machine.Time.GetUtcNow()), IsHeld: false);
        // Between a look of its own and the change, as a second process would.
        var interrupted = new InterruptedJournal(Journal, () => Journal.Owe([other]));
        var debts = new ServiceDebts(NewMachine(journal: interrupted), "service --restart");
        debts.Owe([state], "Nothing has been changed");

        debts.Settle([state.Service]);

        Assert.AreEqual("watchdog", Assert.ContainsSingle(Journal.ReadOwed()).By);
    }

    [TestMethod]
    public void A_command_that_ends_leaves_those_of_another_command_in_its_process_alone()
    {
        var (ends, goesOn) = (Machine.Add("a"), Machine.Add("b"));
        var first = new ServiceDebts(NewMachine(), "service --restart");
        var second = new ServiceDebts(NewMachine(), "backup --stop");
        first.Owe([ends], "Nothing has been changed");
        second.Owe([goesOn], "Nothing has been changed");

        first.Abandon();

        Assert.AreEqual(JournalOwner.Nobody, Journal.ReadOwed().Single(owed => owed.State.Service == ends.Service).Owner);
        Assert.AreNotEqual(JournalOwner.Nobody, Journal.ReadOwed().Single(owed => owed.State.Service == goesOn.Service).Owner);
    }
}
