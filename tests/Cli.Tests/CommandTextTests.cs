using Octopus.Cli.Scripts;

namespace Octopus.Tests.Cli;

/// <summary>Values that shells and programs would take apart.</summary>
[TestClass]
public sealed class CommandTextTests
{
    [TestMethod]
    [DataRow("Prod A", "\"Prod A\"", "'Prod A'")]
    [DataRow("R&D (x) ^ !", "\"R&D (x) ^ !\"", "'R&D (x) ^ !'")]
    [DataRow("50%", "\"50%%\"", "'50%'")]
    [DataRow("it's", "\"it's\"", "'it''s'")]
    [DataRow("it\u2019s", "\"it\u2019s\"", "'it\u2019\u2019s'")]
    [DataRow("$env:TEMP`n", "\"$env:TEMP`n\"", "'$env:TEMP`n'")]
    [DataRow("C:\\", "\"C:\\\\\"", "'C:\\'")]
    [DataRow("a\\\"b", "\"a\\\\\\\"b\"", "'a\\\"b'")]
    [DataRow("", "\"\"", "''")]
    public void Value_arrives_as_it_is(string value, string cmd, string powerShell)
    {
        var text = new CommandText("go").Option("--to", value);

        Assert.AreEqual($"\"C:\\x y\\go.exe\" go --to {cmd}", text.Write(Shell.Cmd, "C:\\x y\\go.exe"));
        Assert.AreEqual($"& 'C:\\x y\\go.exe' go --to {powerShell}", text.Write(Shell.PowerShell, "C:\\x y\\go.exe"));
    }

    [TestMethod]
    public void Secret_is_not_in_it()
    {
        Assert.AreEqual("\"go.exe\" go --password \"********\" --start", new CommandText("go").Secret("--password").Flag("--start").Flag("--stop", when: false).Write(Shell.Cmd, "go.exe"));
        Assert.AreEqual("go --start", new CommandText("go").Secret("--password", when: false).Option("--user", null).Flag("--start").ToString());
    }
}
