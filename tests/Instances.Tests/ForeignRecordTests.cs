using System.Text;
using Octopus.Instances;

namespace Octopus.Tests.Instances;

/// <summary>Files between the records that are none, or none we wrote: each is reported by its path and hides no other.</summary>
[TestClass]
public sealed class ForeignRecordTests : StoreTest
{
    [TestInitialize]
    public void PlaceGoodRecords()
    {
        Store.Add(Record("Alpha"));
        Store.Add(Record("Zulu"));
    }

    [TestMethod]
    [DataRow("", "is not valid JSON")]
    [DataRow("{ \"Name\": ", "is not valid JSON")]
    [DataRow("<octopus-settings />", "is not valid JSON")]
    [DataRow("\0\0\0\0", "is not valid JSON")]
    [DataRow("[]", "lacks a Name or a ConfigurationFilePath")]
    [DataRow("null", "lacks a Name or a ConfigurationFilePath")]
    [DataRow("\"Name\"", "lacks a Name or a ConfigurationFilePath")]
    [DataRow("{}", "lacks a Name or a ConfigurationFilePath")]
    [DataRow("""{"Name":"x"}""", "lacks a Name or a ConfigurationFilePath")]
    [DataRow("""{"ConfigurationFilePath":"x"}""", "lacks a Name or a ConfigurationFilePath")]
    [DataRow("""{"Name":"","ConfigurationFilePath":"x"}""", "lacks a Name or a ConfigurationFilePath")]
    [DataRow("""{"Name":"  ","ConfigurationFilePath":"x"}""", "lacks a Name or a ConfigurationFilePath")]
    [DataRow("""{"Name":1,"ConfigurationFilePath":["x"]}""", "lacks a Name or a ConfigurationFilePath")]
    [DataRow("""{"Name":"\ud800","ConfigurationFilePath":"x"}""", "is not valid JSON")]
    [DataRow("""{"Name":"x","ConfigurationFilePath":"\udc00"}""", "is not valid JSON")]
    public void Text_that_is_no_record_is_reported(string text, string reason)
    {
        Place("middle.config", text);

        AssertReported(reason);
    }

    [TestMethod]
    public void Deeply_nested_text_is_reported()
    {
        Place("middle.config", string.Concat(Enumerable.Repeat("[", 5000)));

        AssertReported("is not valid JSON");
    }

    [TestMethod]
    public void Huge_file_is_reported_and_not_read()
    {
        Place("middle.config", $$"""{"Name":"x","ConfigurationFilePath":"{{new string('x', 64 * 1024)}}"}""");

        AssertReported("is larger than 64 kB");
    }

    [TestMethod]
    public void Bytes_that_are_no_text_are_reported()
    {
        Place("middle.config", [0x80, 0xFF, 0xC3, 0x28, 0x00]);

        AssertReported("is not UTF-8 text");
    }

    [TestMethod]
    public void Record_in_another_encoding_is_reported_and_not_read_with_another_name()
    {
        Place("middle.config", Encoding.Latin1.GetBytes("""{"Name":"Größe","ConfigurationFilePath":"x"}"""));

        AssertReported("is not UTF-8 text");
    }

    [TestMethod]
    public void File_that_another_program_holds_is_reported()
    {
        Place("middle.config", "{}");
        using var held = new FileStream(PathOf("middle"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        AssertReported("cannot be opened");
        var problem = Assert.ContainsSingle(Store.Read().Problems);
        Assert.IsTrue(problem.CannotBeOpened);
        Assert.DoesNotContain("away", problem.NextStep);
    }

    [TestMethod]
    public void Second_file_of_a_name_is_reported_and_the_first_counts()
    {
        Place("alpha.second.config", """{"Name":"ALPHA","ConfigurationFilePath":"D:\\another"}""");

        AssertReported("names the instance 'ALPHA' a second time", "alpha.second.config");
        Assert.AreEqual(Record("Alpha"), Store.Read().Instances[0]);
    }

    [TestMethod]
    [DataRow("a copy of alpha.config")]
    [DataRow("zulu and alpha.config")]
    public void Copy_of_a_record_is_reported_and_the_file_in_its_place_counts(string copy)
    {
        Place(copy, """{"Name":"Alpha","ConfigurationFilePath":"D:\\another"}""");

        AssertReported("names the instance 'Alpha' a second time", copy);
        Assert.AreEqual(Record("Alpha"), Store.Read().Instances[0]);
    }

    [TestMethod]
    public void Several_bad_files_are_all_reported()
    {
        Place("a.config", "1");
        Place("m.config", "2");
        Place("zz.config", "3");

        CollectionAssert.AreEqual(
            new[] { PathOf("a"), PathOf("m"), PathOf("zz") },
            Store.Read().Problems.Select(problem => problem.Path).ToArray());
        CollectionAssert.AreEqual(new[] { "Alpha", "Zulu" }, Names());
    }

    [TestMethod]
    [DataRow("utf-8")]
    [DataRow("utf-16")]
    [DataRow("utf-16BE")]
    public void Record_with_a_byte_order_mark_is_read(string encoding)
    {
        var with = Encoding.GetEncoding(encoding);
        Place("middle.config", [.. with.Preamble, .. with.GetBytes("""{"Name":"Mike","ConfigurationFilePath":"C:\\x"}""")]);

        CollectionAssert.AreEqual(new[] { "Alpha", "Mike", "Zulu" }, Names());
    }

    [TestMethod]
    public void Record_with_more_properties_is_read()
    {
        Place("middle.config", """{"$type":"x","Name":"Mike","Extra":{"a":[1,2]},"ConfigurationFilePath":"C:\\x"}""");

        CollectionAssert.AreEqual(new[] { "Alpha", "Mike", "Zulu" }, Names());
        Assert.IsEmpty(Store.Read().Problems);
    }

    [TestMethod]
    [DataRow("CON", "Windows reserves it for a device")]
    [DataRow("a/b:c", "it contains the character /")]
    [DataRow("-x", "it begins with a dash")]
    [DataRow("Prod A\\\" --purge --yes --shell \\\"cmd", "it contains the character \"")]
    [DataRow("a\\r\\necho injected & rem", "it contains the control character U+000D")]
    [DataRow("it's", "it contains the character '")]
    public void Record_of_a_name_that_no_instance_can_have_is_none(string name, string rule)
    {
        Place("middle.config", $$"""{"Name":"{{name}}","ConfigurationFilePath":"C:\\x"}""");

        AssertReported("is no record: '");
        var problem = Store.Read().Problems[0];
        Assert.Contains(rule, problem.Reason);
        Assert.IsFalse(problem.Reason.Any(char.IsControl), problem.Reason);
    }

    [TestMethod]
    [DynamicData(nameof(StoredPathTests.Refused), typeof(StoredPathTests))]
    public void Record_whose_configuration_or_home_is_not_one_place_is_none(string path, string reason)
    {
        var quoted = System.Text.Json.JsonSerializer.Serialize(path);
        Place("middle.config", $$"""{"Name":"Mike","ConfigurationFilePath":"C:\\x","Home":{{quoted}}}""");
        if (path.Trim().Length > 0)
        {
            AssertReported("is no record: its home '");
            Assert.EndsWith(reason, Store.Read().Problems[0].Reason);
        }

        Place("middle.config", $$"""{"Name":"Mike","ConfigurationFilePath":{{quoted}}}""");

        AssertReported(path.Trim().Length > 0 ? "is no record: its configuration '" : "lacks");
    }

    [TestMethod]
    public void Home_of_a_record_is_read_and_what_the_vendor_reads_beside_it_is_as_it_was()
    {
        var record = Record("Mike") with { Home = @"D:\Mike", SharesHome = true };

        Store.Add(record);

        Assert.AreEqual(record, Store.Read().Instances.Single(read => read.Name == "Mike"));
        var vendors = System.Text.Json.JsonDocument.Parse(File.ReadAllText(PathOf("mike"))).RootElement;
        Assert.AreEqual(("Mike", record.ConfigurationFilePath), (vendors.GetProperty("Name").GetString(), vendors.GetProperty("ConfigurationFilePath").GetString()));
    }

    [TestMethod]
    [DataRow("it's", @"C:\x", "it contains the character '")]
    [DataRow("Legacy", @"..\x", "is not a full path")]
    [DataRow("a\nb", @"C:\x", "it contains the control character")]
    public void Key_of_the_registry_keeps_the_same_rules(string name, string path, string reason)
    {
        var index = Create(new InstanceRecord(name, path)).Read();

        CollectionAssert.AreEqual(new[] { "Alpha", "Zulu" }, index.Instances.Select(record => record.Name).ToArray());
        var problem = Assert.ContainsSingle(index.Problems);
        Assert.StartsWith(@"HKLM\Software\Octopus\Tentacle\", problem.Path);
        Assert.IsFalse(problem.Path.Any(char.IsControl));
        Assert.AreEqual(("Correct the key, or remove it if nobody needs it", true), (problem.NextStep, problem.IsInPlaceOf(name)));
        Assert.Contains(reason, problem.Reason);
    }

    [TestMethod]
    [DataRow("middle.config_old")]
    [DataRow("middle.config.previous")]
    [DataRow("middle.config.writing")]
    [DataRow("middle.txt")]
    [DataRow("config")]
    public void File_of_another_ending_is_ignored(string file)
    {
        Place(file, "not json");

        Assert.IsEmpty(Store.Read().Problems);
        CollectionAssert.AreEqual(new[] { "Alpha", "Zulu" }, Names());
    }

    [TestMethod]
    public void Folder_with_the_ending_of_a_record_is_ignored()
    {
        Directory.CreateDirectory(PathOf("middle"));

        CollectionAssert.AreEqual(new[] { "Alpha", "Zulu" }, Names());
        Assert.IsEmpty(Store.Read().Problems);
    }

    private void AssertReported(string reason, string file = "middle.config")
    {
        var index = Store.Read();

        CollectionAssert.AreEqual(new[] { "Alpha", "Zulu" }, index.Instances.Select(record => record.Name).ToArray());
        var problem = Assert.ContainsSingle(index.Problems);
        Assert.AreEqual(Path.Combine(Folder, file), problem.Path);
        Assert.StartsWith(reason, problem.Reason);
    }
}
