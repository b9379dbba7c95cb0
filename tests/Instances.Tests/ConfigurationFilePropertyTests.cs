using System.Text;
using System.Xml;
using System.Xml.Linq;
using CsCheck;
using Octopus.Instances;
using Octopus.Tests.Support;

namespace Octopus.Tests.Instances;

/// <summary>
/// What holds for any configuration file. Elevated programs read these files, and who may write them is the administrator's choice.
/// </summary>
[TestClass]
public sealed class ConfigurationFilePropertyTests : IDisposable
{
    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Read_any_file_gives_what_another_reader_finds_in_it_or_says_that_it_is_unusable() =>
        Gen.Select(ConfigurationFiles.Any, Gen.Guid).Sample(
            (bytes, file) =>
            {
                var record = Place(file, bytes);
                var expected = Expected(bytes);
                try
                {
                    var settings = ConfigurationFile.Read(record);

                    CollectionAssert.AreEquivalent(expected, settings.Values.ToList());
                    Assert.IsTrue(settings.Port is null or (>= 1 and <= 65535), $"Port {settings.Port}");
                    Assert.IsFalse(settings.Home is "" || settings.Applications is "");
                    _ = (settings.ListenAddress, settings.TrustedServers?.Thumbprints, settings.LogLevel);
                }
                catch (InstanceException unusable) when (unusable.Error == InstanceError.ConfigurationUnusable)
                {
                    Assert.IsNull(expected, unusable.Message);
                    Assert.Contains("'any'", unusable.Message);
                    Assert.Contains(record.ConfigurationFilePath, unusable.Message);
                    Assert.EndsWith("estore it from a backup.", unusable.Message);
                }
            },
            iter: 1_500,
            print: failed => $"{Convert.ToHexString(failed.Item1)} = {Encoding.UTF8.GetString(failed.Item1)}");

    [TestMethod]
    public void Read_elements_nested_deeper_than_a_stack_holds_gives_their_text() =>
        Assert.AreEqual("deep", Read(ConfigurationFiles.Nested(100_000)).Values.Single().Value);

    [TestMethod]
    public void Read_file_that_is_too_large_says_so()
    {
        var record = Place(Guid.Empty, []);
        using (var file = File.OpenWrite(record.ConfigurationFilePath))
            file.SetLength(1024 * 1024 + 1);

        Assert.Contains("is larger than", Assert.ThrowsExactly<InstanceException>(() => ConfigurationFile.Read(record)).Message);
    }

    [TestMethod]
    public void Write_then_read_gives_any_settings_back_or_refuses_them() =>
        Gen.Select(Gen.Select(AnyName.Any, AnyName.Any).Array[0, 4], Gen.Guid).Sample(
            (pairs, file) =>
            {
                var record = new InstanceRecord("any", folder.File($"{file}.config"));
                var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
                foreach (var (key, value) in pairs)
                    settings[key] = value;
                try
                {
                    ConfigurationFile.Write(record, new(settings));
                }
                catch (InstanceException refused) when (refused.Error == InstanceError.IllegalValue)
                {
                    Assert.IsFalse(settings.All(pair => IsXml(pair.Key) && IsXml(pair.Value)), refused.Message);
                    Assert.IsFalse(File.Exists(record.ConfigurationFilePath));
                    return;
                }

                CollectionAssert.AreEquivalent(settings, ConfigurationFile.Read(record).Values.ToList());
            },
            iter: 400,
            print: failed => string.Join(", ", failed.Item1.Select(pair => $"{AnyName.Print(pair.Item1)} = {AnyName.Print(pair.Item2)}")));

    /// <summary>The settings as the whole document has them; none when it is no configuration.</summary>
    private static Dictionary<string, string>? Expected(byte[] bytes)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(Text(bytes)), new() { DtdProcessing = DtdProcessing.Prohibit });
            var root = XDocument.Load(reader, LoadOptions.PreserveWhitespace).Root!;
            if (root.Name != "octopus-settings")
                return null;
            var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var set in root.Elements("set").Where(set => set.Attribute("key") is not null))
                settings[set.Attribute("key")!.Value] = set.Value;
            return settings;
        }
        catch (Exception none) when (none is XmlException or DecoderFallbackException)
        {
            return null;
        }
    }

    // As the vendor: the mark decides, and what the declaration says does not.
    private static string Text(byte[] bytes)
    {
        Encoding[] known = [new UTF8Encoding(true, true), new UnicodeEncoding(false, true, true), new UnicodeEncoding(true, true, true)];
        var marked = known.FirstOrDefault(encoding => bytes.AsSpan().StartsWith(encoding.Preamble));
        var encoding = marked ?? (bytes is [> 0, 0, ..] ? known[1] : bytes is [0, > 0, ..] ? known[2] : known[0]);
        return encoding.GetString(bytes.AsSpan(marked is null ? 0 : marked.Preamble.Length));
    }

    private static bool IsXml(string text)
    {
        try
        {
            XmlConvert.VerifyXmlChars(text);
            return true;
        }
        catch (XmlException)
        {
            return false;
        }
    }

    private InstanceSettings Read(string text) => ConfigurationFile.Read(Place(Guid.Empty, Encoding.UTF8.GetBytes(text)));

    private InstanceRecord Place(Guid file, byte[] bytes)
    {
        var path = folder.File($"{file}.config");
        File.WriteAllBytes(path, bytes);
        return new("any", path);
    }
}
