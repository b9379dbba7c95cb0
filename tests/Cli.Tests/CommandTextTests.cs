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

    [TestMethod]
    public void Arguments_are_the_words_that_the_shell_passes_on() =>
        CollectionAssert.AreEqual(
            new[] { "watchdog", "create", "--instances", "Prod A, B", "--to", "", "-b", "--wait long" },
            new CommandText("watchdog create").Option("--instances", "Prod A, B").Option("--to", "").Word("-b", isValue: false).Word("--wait long", isValue: true).Arguments.ToArray());

    [TestMethod]
    [DataRow("plain", "set NAME=plain", "$env:NAME = 'plain'")]
    [DataRow("a\"b&c|d<e>f(g)^h", "set NAME=a^\"b^&c^|d^<e^>f^(g^)^^h", "$env:NAME = 'a\"b&c|d<e>f(g)^h'")]
    [DataRow("50% of it's ", "set NAME=50%% of it's ", "$env:NAME = '50% of it''s '")]
    public void Variable_gets_the_secret_as_it_is(string value, string cmd, string powerShell)
    {
        Assert.AreEqual(cmd, EnvironmentText.Set(Shell.Cmd, "NAME", value));
        Assert.AreEqual(powerShell, EnvironmentText.Set(Shell.PowerShell, "NAME", value));
        Assert.AreEqual("set NAME=", EnvironmentText.Clear(Shell.Cmd, "NAME"));
        Assert.AreEqual("Remove-Item Env:NAME", EnvironmentText.Clear(Shell.PowerShell, "NAME"));
    }
}
