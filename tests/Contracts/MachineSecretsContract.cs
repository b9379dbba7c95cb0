using System.Text;
using Octopus.Services;
using Octopus.Services.Native;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

/// <summary>What <see cref="IMachineSecrets"/> promises.</summary>
public abstract class MachineSecretsContract
{
    private readonly byte[] content = Encoding.UTF8.GetBytes("geheim €");

    protected abstract IMachineSecrets Secrets { get; }

    [TestMethod]
    public void Secret_of_this_machine_opens()
    {
        Assert.IsTrue(Secrets.TryOpen(Protect(content), out var opened, out var reason), reason);

        CollectionAssert.AreEqual(content, opened);
        Assert.AreEqual("", reason);
    }

    [TestMethod]
    public void Anything_else_does_not_and_says_why()
    {
        var damaged = Protect(content);
        damaged[^1] ^= 1;
        foreach (var other in new[] { [], [1, 2, 3], damaged, Protect(content)[..^1], content })
        {
            Assert.IsFalse(Secrets.TryOpen(other, out var opened, out var reason), Convert.ToHexString(other));

            Assert.IsEmpty(opened);
            Assert.Contains("(error ", reason);
            Assert.IsFalse(reason.EndsWith('.'), reason);
        }
    }

    /// <summary>Protects a content as another program of this machine does.</summary>
    protected abstract byte[] Protect(byte[] secret);
}

[TestClass]
public sealed class FakeMachineSecretsTests : MachineSecretsContract
{
    private readonly FakeMachineSecrets secrets = new();

    protected override IMachineSecrets Secrets => secrets;

    [TestMethod]
    public void Secret_of_another_machine_does_not_open() =>
        Assert.IsFalse(secrets.TryOpen(new FakeMachineSecrets().Protect([1]), out _, out _));

    protected override byte[] Protect(byte[] secret) => secrets.Protect(secret);
}

[TestClass]
public sealed class WindowsMachineSecretsTests : MachineSecretsContract
{
    protected override IMachineSecrets Secrets { get; } = new WindowsMachineSecrets();

    protected override unsafe byte[] Protect(byte[] secret)
    {
        var result = new DataBlob();
        fixed (byte* bytes = secret)
        {
            var input = new DataBlob { Length = (uint)secret.Length, Bytes = bytes };
            Assert.IsTrue(Crypt32.CryptProtectData(&input, null, null, null, null, Crypt32.NoQuestions | Crypt32.ForMachine, &result));
        }

        try
        {
            return new ReadOnlySpan<byte>(result.Bytes, (int)result.Length).ToArray();
        }
        finally
        {
            Kernel32.LocalFree((nint)result.Bytes);
        }
    }
}
