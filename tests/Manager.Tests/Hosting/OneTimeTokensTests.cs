using Microsoft.Extensions.Time.Testing;
using Octopus.Manager.Hosting;

namespace Octopus.Tests.Manager.Hosting;

[TestClass]
public sealed class OneTimeTokensTests
{
    private readonly FakeTimeProvider time = new();
    private readonly OneTimeTokens tokens;

    public OneTimeTokensTests() => tokens = new(time);

    [TestMethod]
    public void Token_works_once()
    {
        var token = tokens.Issue();
        Assert.IsTrue(tokens.Redeem(token));
        Assert.IsFalse(tokens.Redeem(token));
    }

    [TestMethod]
    public void Token_works_for_a_minute()
    {
        var (first, second) = (tokens.Issue(), tokens.Issue());
        time.Advance(ManagerTimeouts.Token);
        Assert.IsTrue(tokens.Redeem(first));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.IsFalse(tokens.Redeem(second));
    }

    [TestMethod]
    public void Token_has_32_random_bytes()
    {
        Assert.AreEqual(64, tokens.Issue().Length);
        Assert.AreNotEqual(tokens.Issue(), tokens.Issue());
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("00")]
    public void Anything_else_does_not_work(string token) => Assert.IsFalse(tokens.Redeem(token));
}
