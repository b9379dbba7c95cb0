using System.Xml.Linq;
using Octopus.Instances;
using Octopus.Tests.Support;

namespace Octopus.Tests.Instances;

[TestClass]
public sealed class ConfigurationFileTests : IDisposable
{
    private readonly TempFolder folder = new();

    private InstanceRecord Record => new("Prod A", folder.File("Tentacle.config"));

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Write_then_read_gives_every_setting_back()
    {
        ConfigurationFile.Write(Record, new InstanceSettings(new Dictionary<string, string> { ["Odd"] = @"C:\a <b> & ""c"" 😀" })
        {
            Home = @"C:\a & c 😀",
            Port = 10934,
        });

        var settings = ConfigurationFile.Read(Record);

        Assert.AreEqual(@"C:\a & c 😀", settings.Home);
        Assert.AreEqual(@"C:\a <b> & ""c"" 😀", settings.Values.Single(setting => setting.Key == "Odd").Value);
        Assert.AreEqual(10934, settings.Port);
        Assert.IsNull(settings.Applications);
    }

    [TestMethod]
    public void Write_keeps_keys_this_version_does_not_know()
    {
        Write("""
            <octopus-settings>
              <set key="Octopus.Home">C:\Octopus</set>
              <set key="Octopus.Communications.Squid">SQ-1</set>
              <set key="Tentacle.CertificateThumbprint">ABC</set>
            </octopus-settings>
            """);

        var settings = ConfigurationFile.Read(Record);
        settings.Port = 10935;
        ConfigurationFile.Write(Record, settings);

        var keys = XDocument.Load(Record.ConfigurationFilePath).Root!.Elements("set")
            .ToDictionary(set => (string)set.Attribute("key")!, set => set.Value);
        Assert.HasCount(4, keys);
        Assert.AreEqual("SQ-1", keys["Octopus.Communications.Squid"]);
        Assert.AreEqual("ABC", keys["Tentacle.CertificateThumbprint"]);
        Assert.AreEqual("10935", keys["Tentacle.Services.PortNumber"]);
    }

    [TestMethod]
    public void Write_keeps_the_text_before_beside_the_file()
    {
        Write("<octopus-settings />");

        ConfigurationFile.Write(Record, new InstanceSettings(new Dictionary<string, string>()));

        Assert.AreEqual("<octopus-settings />", File.ReadAllText(Record.ConfigurationFilePath + AtomicFile.PreviousEnding));
    }

    [TestMethod]
    public void Write_makes_the_folder()
    {
        var record = new InstanceRecord("x", Path.Combine(folder.Path, "new", "folder", "Tentacle.config"));

        ConfigurationFile.Write(record, new InstanceSettings(new Dictionary<string, string>()) { Port = 1 });

        Assert.AreEqual(1, ConfigurationFile.Read(record).Port);
    }

    [TestMethod]
    public void Read_takes_the_last_of_equal_keys_without_regard_to_case()
    {
        Write("""<octopus-settings><set key="octopus.home">C:\a</set><set key="Octopus.Home">C:\b</set><set>no key</set><other key="x">y</other></octopus-settings>""");

        Assert.AreEqual(@"C:\b", ConfigurationFile.Read(Record).Home);
    }

    [TestMethod]
    [DataRow("<!-- nothing -->\n", "is no instance configuration: it has no root element")]
    [DataRow("<octopus-settings>", "is not well-formed XML at line 1")]
    [DataRow("<octopus-settings>\n<set key=\"a\">1</set\n</octopus-settings>", "is not well-formed XML at line 3")]
    [DataRow("{ \"a\": 1 }", "is not well-formed XML at line 1")]
    [DataRow("<configuration />", "its root element is <configuration>, not <octopus-settings>")]
    [DataRow("\n\n<!DOCTYPE a><octopus-settings />", "at line 3 it has a document type declaration, which is not allowed")]
    [DataRow("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><octopus-settings><set key=\"Octopus.Home\">&e;</set></octopus-settings>", "at line 1 it has a document type declaration, which is not allowed")]
    public void Read_unusable_file_says_which_instance_which_file_and_why(string text, string why)
    {
        Write(text);

        Unusable(Record, why);
    }

    [TestMethod]
    public void Read_missing_file_says_so() => Unusable(Record, "is missing");

    [TestMethod]
    public void Read_missing_folder_says_so() => Unusable(new("a", Path.Combine(folder.Path, "gone", "Tentacle.config")), "is missing");

    [TestMethod]
    public void Read_folder_in_the_place_of_the_file_says_that_it_cannot_be_read()
    {
        Directory.CreateDirectory(Record.ConfigurationFilePath);

        Unusable(Record, "cannot be read", "Try again when no program has it open and your account may read it.");
    }

    [TestMethod]
    [DataRow("a#b")]
    [DataRow("100%20 %41")]
    [DataRow("a?b=c")]
    [DataRow("Größe 実例")]
    public void Read_takes_the_path_as_a_path_and_not_as_an_address(string name)
    {
        var record = new InstanceRecord("x", Path.Combine(folder.Path, name, "Tentacle.config"));
        ConfigurationFile.Write(record, new InstanceSettings(new Dictionary<string, string>()) { Port = 7 });

        Assert.AreEqual(7, ConfigurationFile.Read(record).Port);
    }

    [TestMethod]
    [DataRow("http://")]
    [DataRow("http://127.0.0.1:1/Tentacle.config")]
    [DataRow("nonsense:\\\\[")]
    [DataRow("a\0b")]
    public void Read_record_whose_path_is_no_path_is_reported_like_any_other(string path)
    {
        var refusal = Assert.ThrowsExactly<InstanceException>(() => ConfigurationFile.Read(new("x", path)));

        Assert.AreEqual(InstanceError.ConfigurationUnusable, refusal.Error);
    }

    private void Write(string text) => File.WriteAllText(Record.ConfigurationFilePath, text);

    private static void Unusable(InstanceRecord record, string why, string nextStep = "estore it from a backup.")
    {
        var refusal = Assert.ThrowsExactly<InstanceException>(() => ConfigurationFile.Read(record));
        Assert.AreEqual(InstanceError.ConfigurationUnusable, refusal.Error);
        Assert.Contains($"'{record.Name}'", refusal.Message);
        Assert.Contains(record.ConfigurationFilePath, refusal.Message);
        Assert.Contains(why, refusal.Message);
        Assert.Contains(nextStep, refusal.Message);
    }
}
