using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

/// <summary>What <see cref="ILogonRights"/> promises.</summary>
public abstract class LogonRightsContract
{
    protected abstract ILogonRights Rights { get; }

    protected virtual string? NoRights => null;

    [TestMethod]
    public void Account_that_was_given_the_right_has_it()
    {
        if (NoRights is { } reason)
            Assert.Inconclusive(reason);
        // An account that no service has, so that nothing is left behind that means anything.
        var account = ServiceAccount.Virtual($"Octopus contract {Guid.NewGuid():N}");
        Assert.IsFalse(Rights.Has(account));

        Rights.Grant(account);
        Rights.Grant(account);

        Assert.IsTrue(Rights.Has(account));
    }

    [TestMethod]
    public void Unknown_account_is_named()
    {
        var account = ServiceAccount.Parse("nobody-" + Guid.NewGuid().ToString("N")[..8]);
        Unknown(account);

        var refusal = Assert.ThrowsExactly<ServiceException>(() => Rights.Grant(account));

        Assert.AreEqual(ServiceError.AccountUnknown, refusal.Error);
        Assert.Contains(account.Name, refusal.Message);
    }

    protected virtual void Unknown(ServiceAccount account)
    {
    }
}

[TestClass]
public sealed class FakeLogonRightsTests : LogonRightsContract
{
    private readonly FakeLogonRights rights = new();

    protected override ILogonRights Rights => rights;

    protected override void Unknown(ServiceAccount account) => rights.Unknown.Add(account.Name);
}

[TestClass]
public sealed class WindowsLogonRightsTests : LogonRightsContract
{
    protected override ILogonRights Rights { get; } = new WindowsLogonRights();

    protected override string? NoRights => WindowsMachine.IsWine ? "Wine 8 keeps no rights: LsaAddAccountRights and LsaEnumerateAccountRights are stubs." : null;
}
