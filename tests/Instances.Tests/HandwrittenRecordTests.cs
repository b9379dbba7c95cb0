using System.Text;
using Octopus.Instances;

namespace Octopus.Tests.Instances;

/// <summary>Records that people and their scripts have written or changed: read as the vendor reads them.</summary>
[TestClass]
public sealed class HandwrittenRecordTests : StoreTest
{
    private static readonly InstanceRecord Depot = new("Depot 4", @"F:\Octopus\Depot 4\Tentacle.config");

    [TestMethod]
    [DataRow("""{"Name":"Depot 4","ConfigurationFilePath":"F:\\Octopus\\Depot 4\\Tentacle.config",}""")]
    [DataRow("""{"NAME":"Depot 4","configurationfilepath":"F:\\Octopus\\Depot 4\\Tentacle.config"}""")]
    [DataRow("""{name:"Depot 4",configurationFilePath:"F:\\Octopus\\Depot 4\\Tentacle.config"}""")]
    [DataRow("""{ 'Name' : 'Depot 4', 'ConfigurationFilePath' : 'F:\\Octopus\\Depot 4\\Tentacle.config', }""")]
    [DataRow("""{"Name":'Depot 4', ConfigurationFilePath: "F:/Octopus/Depot 4\\Tentacle.config"}""")]
    [DataRow("""{"Name":" Depot 4 ","ConfigurationFilePath":"\tF:\\Octopus\\Depot 4\\Tentacle.config\r\n"}""")]
    [DataRow("""
        // 'E:' until the move
        {
          "Name": "Depot 4", // not "Depot"
          /* "ConfigurationFilePath": "E:\\Octopus\\Tentacle.config", */
          "ConfigurationFilePath": "F:\\Octopus\\Depot 4\\Tentacle.config",
        } // end
        """)]
    [DataRow("""{"name":"Depot","ConfigurationFilePath":"F:\\Octopus\\Depot 4\\Tentacle.config","Name":"Depot 4"}""")]
    [DataRow("""{"Comment":'it\'s the "new" one',"Name":"Depot 4","ConfigurationFilePath":"F:\\Octopus\\Depot 4\\Tentacle.config"}""")]
    public void Record_is_read(string text)
    {
        Place("depot-4.config", text);

        var index = Store.Read();

        Assert.IsEmpty(index.Problems);
        Assert.AreEqual(Depot, Assert.ContainsSingle(index.Instances));
    }

    [TestMethod]
    [DataRow("utf-16")]
    [DataRow("utf-16BE")]
    public void Record_in_UTF16_without_a_mark_is_read(string encoding)
    {
        Place("depot-4.config", Encoding.GetEncoding(encoding).GetBytes("""{'Name':'Depot 4','ConfigurationFilePath':'F:\\Octopus\\Depot 4\\Tentacle.config'}"""));

        Assert.AreEqual(Depot, Assert.ContainsSingle(Store.Read().Instances));
    }

    [TestMethod]
    public void Home_in_any_spelling_is_the_home()
    {
        Place("depot-4.config", """{'name':'Depot 4','configurationFilePath':'F:\\Octopus\\Depot 4\\Tentacle.config', home: 'F:\\Octopus\\Depot 4', sharesHome: true}""");

        Assert.AreEqual(Depot with { Home = @"F:\Octopus\Depot 4", SharesHome = true }, Assert.ContainsSingle(Store.Read().Instances));
    }

    [TestMethod]
    [DataRow("{\n  \"Name\": \"Depot 4\"\n  \"ConfigurationFilePath\": \"F:\\\\x\"\n}", "is not valid JSON at line 3")]
    [DataRow("{\n  'Name': 'Depot 4',\n  'ConfigurationFilePath': 'F:\\\\x\n}", "is not valid JSON at line 3")]
    [DataRow("{\n  'Name': 'Depot 4',\n\n  /* never closed }", "is not valid JSON at line 4")]
    [DataRow("{\n  Name: Depot,\n  ConfigurationFilePath: 'F:\\\\x' }", "is not valid JSON at line 2")]
    [DataRow("{ 'Name': 'a\\", "is not valid JSON at line 1")]
    public void What_no_reader_takes_is_told_with_its_line(string text, string reason)
    {
        Place("depot-4.config", text);

        var problem = Assert.ContainsSingle(Store.Read().Problems);

        Assert.AreEqual((reason, "Correct it"), (problem.Reason, problem.NextStep));
    }

    [TestMethod]
    public void Letters_of_another_encoding_are_told_with_their_line()
    {
        Place("depot-4.config", Encoding.Latin1.GetBytes("{\r\n  \"Name\": \"Dépôt\",\r\n  \"ConfigurationFilePath\": \"F:\\\\x\"\r\n}"));

        Assert.AreEqual("is not UTF-8 text at line 2, and has to be saved as UTF-8", Assert.ContainsSingle(Store.Read().Problems).Reason);
    }

    [TestMethod]
    public void Record_by_hand_is_renamed_and_removed_like_any_other()
    {
        Place("depot-4.config", "{'name':'Depot 4', /* moved */ 'configurationFilePath':'F:\\\\Octopus\\\\Depot 4\\\\Tentacle.config',}");

        Store.Rename("depot 4", Depot with { Name = "Depot 5" });
        CollectionAssert.AreEqual(new[] { "Depot 5" }, Names());

        Store.Remove("Depot 5");
        Assert.IsEmpty(Names());
    }
}
