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

        Assert.AreEqual((10933, ""), (settings!.Port, problem));
    }

    [TestMethod]
    public void Settings_that_are_missing_say_what_reading_them_would()
    {
        var record = new InstanceRecord("a", Path.Combine(folder.Path, "gone.config"));

        Assert.IsFalse(ConfigurationFile.TryRead(record, out var settings, out var problem));

        Assert.IsNull(settings);
        Assert.AreEqual(Assert.ThrowsExactly<InstanceException>(() => ConfigurationFile.Read(record)).Message, problem);
    }

    public void Dispose() => folder.Dispose();
}
