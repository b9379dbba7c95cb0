using System.Text;
using Octopus.Instances;
using Octopus.Tests.Support;

namespace Octopus.Tests.Instances;

/// <summary>Configurations as scripts, editors and the vendor's programs leave them, in every encoding that they use.</summary>
[TestClass]
public sealed class WrittenConfigurationTests : IDisposable
{
    private const string Folder = @"E:\Anwendungen für Zoë – 3 €";

    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private readonly TempFolder folder = new();

    private InstanceRecord Record => new("Lager", folder.File("Tentacle.config"));

    public void Dispose() => folder.Dispose();

    [TestMethod]
    [DataRow("UTF-8", "utf-8", false)]
    [DataRow("UTF-8", "utf-8", true)]
    [DataRow("utf-8", "utf-16", true)]
    [DataRow("utf-8", "utf-16BE", true)]
    [DataRow("utf-8", "utf-16", false)]
    [DataRow("utf-8", "utf-16BE", false)]
    [DataRow("utf-16", "utf-16", true)]
    [DataRow("utf-16", "utf-16BE", true)]
    [DataRow("utf-16", "utf-16", false)]
    [DataRow("utf-16", "utf-8", false)]
    [DataRow("utf-16", "utf-8", true)]
    [DataRow("unicode", "utf-8", true)]
    [DataRow("windows-1252", "windows-1252", false)]
    [DataRow("Windows-1252", "windows-1252", false)]
    [DataRow("ISO-8859-1", "windows-1252", false)]
    [DataRow("windows-1252", "utf-8", false)]
    [DataRow("windows-1252", "utf-16", true)]
    [DataRow(null, "utf-8", false)]
    [DataRow(null, "utf-8", true)]
    [DataRow(null, "utf-16", true)]
    public void Configuration_is_read_whatever_encoding_it_is_in_and_whatever_it_says_of_that(string? declared, string written, bool mark)
    {
        Write(Text(declared), written == "windows-1252" ? Western : Encoding.GetEncoding(written), mark);

        var settings = ConfigurationFile.Read(Record);

        Assert.AreEqual((Folder, 10977), (settings.Applications, settings.Port));
    }

    [TestMethod]
    public void Configuration_that_was_read_from_another_encoding_is_written_as_UTF8()
    {
        Write(Text("windows-1252"), Western, mark: false);

        ConfigurationFile.Write(Record, ConfigurationFile.Read(Record));

        Assert.Contains(Folder, new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(Record.ConfigurationFilePath)));
        Assert.AreEqual(Folder, ConfigurationFile.Read(Record).Applications);
    }

    [TestMethod]
    [DataRow("utf-8")]
    [DataRow("utf-16")]
    [DataRow("windows-1251")]
    [DataRow(null)]
    public void Bytes_that_are_no_UTF8_and_do_not_say_what_they_are_are_refused_with_their_line(string? declared)
    {
        Write(Text(declared), Western, mark: false);

        Refused($"is not UTF-8 text at line {(declared is null ? 4 : 5)}, and has to be saved as UTF-8.");
    }

    [TestMethod]
    public void Half_a_letter_of_UTF16_is_refused_with_its_line()
    {
        Write(Text("utf-16") + "\r\n", Encoding.Unicode, mark: true);
        File.AppendAllText(Record.ConfigurationFilePath, "!");

        Refused("is not UTF-16 text at line 8, and has to be saved as UTF-8.");
    }

    [TestMethod]
    [DataRow("")]
    [DataRow(" \r\n\t")]
    [DataRow("\0\0\0\0\0\0\0\0")]
    public void File_without_anything_in_it_is_empty(string text)
    {
        Write(text, Encoding.UTF8, mark: false);

        Refused(", is empty.");
    }

    [TestMethod]
    public void What_is_wrong_is_said_with_its_line_and_no_longer_than_a_sentence()
    {
        Write($"<octopus-settings>\n<{new string('x', 5_000)}>\n</octopus-settings>", Encoding.UTF8, mark: false);

        var message = Refused("is not well-formed XML at line 3 (The 'xxx");

        Assert.IsLessThan(600, message.Length);
    }

    [TestMethod]
    public void Who_corrects_it_is_told_of_the_text_before_and_never_to_delete_anything()
    {
        ConfigurationFile.Write(Record, new InstanceSettings(new Dictionary<string, string>()));
        ConfigurationFile.Write(Record, new InstanceSettings(new Dictionary<string, string>()));
        Write("<octopus-settings>", Encoding.UTF8, mark: false);

        Assert.EndsWith($". Correct it, or restore it from {Record.ConfigurationFilePath}.previous.", Refused("line 1"));

        File.Delete(Record.ConfigurationFilePath);

        Assert.EndsWith($" is missing. Restore it from {Record.ConfigurationFilePath}.previous.", Refused("is missing"));

        File.Delete(Record.ConfigurationFilePath + AtomicFile.PreviousEnding);

        Assert.EndsWith(" is missing. Restore it from a backup.", Refused("is missing"));
    }

    [TestMethod]
    public void Every_byte_of_windows_1252_is_read_as_Windows_reads_it()
    {
        var bytes = Enumerable.Range(0, 256).Select(letter => (byte)letter).ToArray();

        Assert.AreEqual(Western.GetString(bytes), WrittenText.OfWindows1252(bytes));
    }

    private static string Text(string? declared) => (declared is null ? "" : $"<?xml version='1.0' encoding='{declared}'?>\r\n") + $"""
        <octopus-settings>
          <!-- moved by the nightly job -->
          <set key="Octopus.Home">E:\Lager</set>
          <set key="Tentacle.Deployment.ApplicationDirectory"> {Folder} </set>
          <set key="Tentacle.Services.PortNumber">10977</set>
        </octopus-settings>
        """.ReplaceLineEndings("\r\n");

    private void Write(string text, Encoding encoding, bool mark) =>
        File.WriteAllBytes(Record.ConfigurationFilePath, [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)]);

    private string Refused(string why)
    {
        var refusal = Assert.ThrowsExactly<InstanceException>(() => ConfigurationFile.Read(Record));
        Assert.AreEqual(InstanceError.ConfigurationUnusable, refusal.Error);
        Assert.StartsWith($"The configuration of instance 'Lager', {Record.ConfigurationFilePath}, ", refusal.Message);
        Assert.Contains(why, refusal.Message);
        return refusal.Message;
    }
}
