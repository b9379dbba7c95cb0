using Octopus.Instances;
using Octopus.Tests.Support;

namespace Octopus.Tests.Instances;

/// <summary>Settings that may be missing, with why.</summary>
[TestClass]
public sealed class ConfigurationFileTryReadTests : IDisposable
{
    private readonly TempFolder folder = new();

    [TestMethod]
    public void Settings_that_are_there_are_read()
    {
        var record = new InstanceRecord("a", Path.Combine(folder.Path, "a.config"));
        ConfigurationFile.Write(record, new(new Dictionary<string, string>()) { Port = 10933 });

        Assert.IsTrue(ConfigurationFile.TryRead(record, out var settings, out var problem));

        Assert.AreEqual((10933, null), (settings!.Port, problem));
    }

    [TestMethod]
    public void Settings_that_are_missing_say_what_reading_them_would()
    {
        var record = new InstanceRecord("a", Path.Combine(folder.Path, "gone.config"));

        Assert.IsFalse(ConfigurationFile.TryRead(record, out var settings, out var problem));

        Assert.IsNull(settings);
        Assert.AreEqual((Assert.ThrowsExactly<InstanceException>(() => ConfigurationFile.Read(record)).Message, false), (problem!.Message, problem.CannotBeOpened));
    }

    [TestMethod]
    public void Settings_that_cannot_be_opened_are_told_from_damaged_ones()
    {
        var record = new InstanceRecord("a", Path.Combine(folder.Path, "a.config"));
        File.WriteAllText(record.ConfigurationFilePath, "<octopus-settings>");
        Assert.IsFalse(ConfigurationFile.TryRead(record, out _, out var damaged));
        using (File.Open(record.ConfigurationFilePath, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.IsFalse(ConfigurationFile.TryRead(record, out _, out var held));

            Assert.AreEqual((false, true), (damaged!.CannotBeOpened, held!.CannotBeOpened));
            Assert.EndsWith(". Try again when no program has it open and your account may read it.", held.Message);
        }
    }

    public void Dispose() => folder.Dispose();
}
