using System.Security.AccessControl;
using Octopus.Services;

namespace Octopus.Tests.Contracts;

/// <summary>Requests to end, as the program that is asked sees them. That it can be asked by others is in <see cref="ProcessContract"/>.</summary>
[TestClass]
public sealed class EndRequestTests
{
    private static readonly string Name = $@"Global\Octopus.End.{Environment.ProcessId}";

    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public async Task Listen_is_told_when_somebody_asks()
    {
        using var request = EndRequest.Listen();
        using var self = new WindowsProcesses().Open(Environment.ProcessId)!;
        Assert.IsTrue(request.IsListening);
        Assert.IsFalse(request.Token.IsCancellationRequested);

        Assert.IsTrue(self.AskToEnd());

        await Eventually.Holds(() => request.Token.IsCancellationRequested, "The token is cancelled", TestContext.CancellationToken);
    }

    [TestMethod]
    public void Listen_name_taken_by_a_stranger_does_not_listen_to_him()
    {
        using var strangers = new EventWaitHandle(false, EventResetMode.ManualReset, Name);
        using var request = EndRequest.Listen();

        strangers.Set();

        Assert.IsFalse(request.IsListening);
        Assert.IsFalse(request.Token.WaitHandle.WaitOne(ServiceMachine.Impatience));
    }

    [TestMethod]
    public void Listen_name_taken_by_something_else_does_not_listen()
    {
        using var strangers = new Semaphore(0, 1, Name);
        using var request = EndRequest.Listen();

        Assert.IsFalse(request.IsListening);
    }

    [TestMethod]
    public void Listen_twice_only_the_first_listens_until_it_is_disposed()
    {
        using var self = new WindowsProcesses().Open(Environment.ProcessId)!;
        using (var first = EndRequest.Listen())
        using (var second = EndRequest.Listen())
            Assert.IsTrue(first.IsListening && !second.IsListening);

        Assert.IsFalse(self.AskToEnd());
        using var third = EndRequest.Listen();
        Assert.IsTrue(third.IsListening);
    }

    [TestMethod]
    public void Listen_again_and_again_listens_each_time()
    {
        for (var time = 0; time < 100; time++)
        {
            using var request = EndRequest.Listen();
            Assert.IsTrue(request.IsListening, $"the {time}th time");
        }
    }

    [TestMethod]
    public void Listen_lets_system_administrators_and_the_owner_ask_and_nobody_else()
    {
        using var request = EndRequest.Listen();
        Assert.IsTrue(request.IsListening);
        using var signal = EventWaitHandleAcl.OpenExisting(Name, EventWaitHandleRights.ReadPermissions);

        var rights = signal.GetAccessControl().GetSecurityDescriptorSddlForm(AccessControlSections.Access);

        Assert.AreEqual("D:P(A;;0x1f0003;;;S-1-3-4)(A;;0x1f0003;;;SY)(A;;0x1f0003;;;BA)", rights.Replace("OW", "S-1-3-4", StringComparison.Ordinal));
    }
}
