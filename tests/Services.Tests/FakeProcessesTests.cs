using Microsoft.Extensions.Time.Testing;
using Octopus.Tests.Support;

namespace Octopus.Tests.Services;

/// <summary>What the fake promises beyond the contract.</summary>
[TestClass]
public sealed class FakeProcessesTests
{
    private readonly FakeTimeProvider time = new();
    private readonly FakeProcesses processes;

    public FakeProcessesTests() => processes = new FakeProcesses(time);

    [TestMethod]
    public void Start_with_the_number_of_an_ended_process_is_another_process()
    {
        var id = processes.Start(@"C:\a.exe");
        using var first = processes.Open(id)!;
        processes.Exit(id);
        time.Advance(TimeSpan.FromSeconds(1));

        processes.Start(@"C:\b.exe", id: id);

        using var second = processes.Open(id)!;
        Assert.AreNotEqual(first.StartedAt, second.StartedAt);
        first.Terminate();
        Assert.AreEqual(@"C:\b.exe", processes.RunningExecutables.Single());
    }

    [TestMethod]
    public void AskToEnd_is_written_down_and_does_what_the_test_says()
    {
        var deaf = processes.Start(@"C:\a.exe");
        var stubborn = processes.Start(@"C:\a.exe");
        var polite = processes.Start(@"C:\a.exe");
        processes.Listen(stubborn, () => { });
        processes.Listen(polite);

        var answers = new[] { deaf, stubborn, polite }.Select(id => processes.Open(id)!.AskToEnd());

        CollectionAssert.AreEqual(new[] { false, true, true }, answers.ToArray());
        CollectionAssert.AreEqual(new[] { stubborn, polite }, processes.Asked);
        CollectionAssert.AreEqual(new[] { deaf, stubborn }, processes.List().Select(process => process.Id).ToArray());
    }

    [TestMethod]
    public void Terminated_tells_the_order()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => processes.Start(@"C:\a.exe")).ToArray();

        foreach (var id in ids.Reverse())
            processes.Open(id)!.Terminate();

        CollectionAssert.AreEqual(ids.Reverse().ToArray(), processes.Terminated);
    }
}
