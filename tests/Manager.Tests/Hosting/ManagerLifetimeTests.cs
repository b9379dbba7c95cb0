using Microsoft.Extensions.Time.Testing;
using Octopus.Cli;
using Octopus.Manager.Hosting;

namespace Octopus.Tests.Manager.Hosting;

[TestClass]
public sealed class ManagerLifetimeTests : IDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly ManagerLifetime lifetime;

    public ManagerLifetimeTests() => lifetime = new(time);

    public void Dispose() => lifetime.Dispose();

    [TestMethod]
    public void Nobody_opens_it_ends_after_a_while()
    {
        lifetime.ExpectWindow();
        Lives(ManagerTimeouts.FirstWindow - TimeSpan.FromSeconds(1));
        Ends(TimeSpan.FromSeconds(1));
    }

    [TestMethod]
    public void Open_window_keeps_it_for_as_long_as_it_is_open()
    {
        lifetime.ExpectWindow();
        lifetime.OpenWindow();
        Lives(TimeSpan.FromDays(3));
    }

    [TestMethod]
    public void Last_window_closed_ends_it_after_the_grace_time()
    {
        lifetime.OpenWindow();
        lifetime.OpenWindow();
        lifetime.CloseWindow();
        Lives(TimeSpan.FromDays(1));
        lifetime.CloseWindow();
        Lives(ManagerTimeouts.LastWindow - TimeSpan.FromSeconds(1));
        Ends(TimeSpan.FromSeconds(1));
    }

    [TestMethod]
    public void Reloaded_window_does_not_end_it()
    {
        lifetime.OpenWindow();
        lifetime.CloseWindow();
        Lives(ManagerTimeouts.LastWindow - TimeSpan.FromSeconds(1));
        lifetime.OpenWindow();
        Lives(TimeSpan.FromDays(1));
    }

    [TestMethod]
    public void Second_start_in_the_grace_time_keeps_it_until_that_window_opens()
    {
        lifetime.OpenWindow();
        lifetime.CloseWindow();
        lifetime.ExpectWindow();
        Lives(ManagerTimeouts.FirstWindow - TimeSpan.FromSeconds(1));
        lifetime.OpenWindow();
        Lives(TimeSpan.FromDays(1));
    }

    [TestMethod]
    public void Running_operation_keeps_it_and_its_end_ends_it()
    {
        lifetime.OpenWindow();
        var operation = lifetime.BeginOperation();
        lifetime.CloseWindow();
        Lives(TimeSpan.FromDays(1));
        operation.Dispose();
        Assert.IsTrue(lifetime.Ended.IsCompleted);
    }

    [TestMethod]
    public void Operation_that_ends_under_an_open_window_does_not_end_it()
    {
        lifetime.OpenWindow();
        lifetime.BeginOperation().Dispose();
        Lives(TimeSpan.FromDays(1));
    }

    [TestMethod]
    public void Operation_disposed_twice_counts_once()
    {
        lifetime.OpenWindow();
        var first = lifetime.BeginOperation();
        using var second = lifetime.BeginOperation();
        lifetime.CloseWindow();
        first.Dispose();
        first.Dispose();
        Lives(TimeSpan.FromDays(1));
    }

    [TestMethod]
    public void Asked_to_end_tells_the_windows_and_then_ends_whatever_they_do()
    {
        lifetime.OpenWindow();
        lifetime.AskToEnd();
        Assert.IsTrue(lifetime.Ending.IsCancellationRequested);
        lifetime.OpenWindow();
        Lives(ManagerTimeouts.Farewell - TimeSpan.FromMilliseconds(1));
        Ends(TimeSpan.FromMilliseconds(1));
    }

    [TestMethod]
    public void Asked_to_end_lets_an_operation_finish_and_begins_none()
    {
        lifetime.OpenWindow();
        var operation = lifetime.BeginOperation();
        lifetime.AskToEnd();
        Lives(TimeSpan.FromMinutes(1));
        Assert.AreEqual(ExitCode.MaintenanceInProgress, Assert.ThrowsExactly<CommandException>(lifetime.BeginOperation).ExitCode);
        operation.Dispose();
        Assert.IsTrue(lifetime.Ended.IsCompleted);
    }

    private void Lives(TimeSpan after)
    {
        time.Advance(after);
        Assert.IsFalse(lifetime.Ended.IsCompleted);
    }

    private void Ends(TimeSpan after)
    {
        time.Advance(after);
        Assert.IsTrue(lifetime.Ended.IsCompleted);
    }
}
