using Octopus.Cli;
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
    [DataRow("it\u2019s", "\"it\u2019s\"", "\"it$([char]0x2019)s\"")]
    [DataRow("$env:TEMP`n", "\"$env:TEMP`n\"", "'$env:TEMP`n'")]
    [DataRow("C:\\", "\"C:\\\\\"", "'C:\\'")]
    [DataRow("", "\"\"", "''")]
    public void Value_arrives_as_it_is(string value, string cmd, string powerShell)
    {
        var text = new CommandText("go").Option("--to", value);

        Assert.AreEqual($"\"C:\\x y\\go.exe\" go --to {cmd}", text.Write(Shell.Cmd, "C:\\x y\\go.exe"));
        Assert.AreEqual($"& 'C:\\x y\\go.exe' go --to {powerShell}", text.Write(Shell.PowerShell, "C:\\x y\\go.exe"));
    }

    [TestMethod]
    [DataRow("a\\\"b", "^\"a\\\\\\^\"b^\"")]
    [DataRow("A\" & calc & \"%TEMP%", "^\"A\\^\" ^& calc ^& \\^\"%%TEMP%%^\"")]
    [DataRow("(\"x\") | more > y < z ^", "^\"^(\\^\"x\\^\"^) ^| more ^> y ^< z ^^^\"")]
    public void Quotation_mark_ends_nothing(string value, string cmd)
    {
        var text = new CommandText("go").Option("--to", value);

        Assert.AreEqual($"\"go.exe\" go --to {cmd}", text.Write(Shell.Cmd, "go.exe"));
        Assert.AreEqual(ExitCode.IllegalValue, Assert.ThrowsExactly<CommandException>(() => text.Write(Shell.PowerShell, "go.exe")).ExitCode);
    }

    [TestMethod]
    [DataRow("\n")]
    [DataRow("\r")]
    [DataRow("\0")]
    [DataRow("\t")]
    [DataRow("\u001A")]
    [DataRow("\u001B")]
    [DataRow("\u0085")]
    [DataRow("\u2028")]
    [DataRow("\u2029")]
    public void Letter_that_ends_a_line_reaches_none(string letter)
    {
        var value = $"Prod A{letter}echo injected & rem ";
        foreach (var shell in Enum.GetValues<Shell>())
        {
            var refusal = Assert.ThrowsExactly<CommandException>(() => new CommandText("go").Option("--to", value).Write(shell, "go.exe"));
            Assert.AreEqual(
                (ExitCode.IllegalValue, $"'Prod A\uFFFDecho injected & rem ' contains the character U+{(int)letter[0]:X4}, which no line of a script can hold. Give it without."),
                (refusal.ExitCode, refusal.Message));
            Assert.ThrowsExactly<CommandException>(() => EnvironmentText.Set(shell, "NAME", value));
            Assert.DoesNotContain(letter, ShellQuoting.Comment(shell, value));
        }

        Assert.AreEqual("go --to \"Prod A\uFFFDecho injected & rem \"", new CommandText("go").Option("--to", value).ToString());
    }

    [TestMethod]
    [DataRow("Nothing has changed", "rem Nothing has changed", "# Nothing has changed")]
    [DataRow("  R&D | calc: Stop 50%", "rem   R^&D | calc: Stop 50%%", "#   R&D | calc: Stop 50%")]
    [DataRow("  & calc: Stop", "rem   ^& calc: Stop", "#   & calc: Stop")]
    [DataRow("^", "rem ^^", "# ^")]
    public void Remark_runs_nothing(string text, string cmd, string powerShell)
    {
        Assert.AreEqual(cmd, ShellQuoting.Comment(Shell.Cmd, text));
        Assert.AreEqual(powerShell, ShellQuoting.Comment(Shell.PowerShell, text));
    }

    [TestMethod]
    public void Message_to_people_has_no_quotation_mark_of_a_value() =>
        Assert.AreEqual(
            "delete-instance --instance \"Prod A\uFFFD --purge --yes --shell \uFFFDcmd\"",
            new CommandText("delete-instance").Option("--instance", "Prod A\" --purge --yes --shell \"cmd").ToString());

    [TestMethod]
    [DataRow("Größe 大阪", "\"Gr$([char]0x00F6)$([char]0x00DF)e $([char]0x5927)$([char]0x962A)\"")]
    [DataRow("\u0112 `$x\u2019", "\"$([char]0x0112) ```$x$([char]0x2019)\"")]
    [DataRow("🐙", "\"$([char]0xD83D)$([char]0xDC19)\"")]
    public void PowerShell_reads_every_letter_in_any_code_page(string value, string expected) =>
        Assert.AreEqual($"& 'go.exe' go --to {expected}", new CommandText("go").Option("--to", value).Write(Shell.PowerShell, "go.exe"));

    [TestMethod]
    [DataRow("Prod A", "\"Prod A\"")]
    [DataRow("R&D (x) ^ ! ; , é 大阪", "\"R&D (x) ^ ! ; , é 大阪\"")]
    [DataRow("it's", "\"it's\"")]
    public void Line_for_people_runs_in_a_command_prompt_and_in_PowerShell(string value, string told)
    {
        var text = new CommandText("go").Option("--to", value).Flag("--now");

        // PowerShell 7.6 reads it so, and a command prompt takes quotation marks anywhere.
        Assert.AreEqual($"D:\\\"x y\\go.exe\" go --to {told} --now", text.Told("D:\\x y\\go.exe"));
        Assert.AreEqual($"D:\\x\\go.exe go --to {told} --now", text.Told("D:\\x\\go.exe"));
    }

    [TestMethod]
    [DataRow("a$b", "\"a$b\"", "'a$b'")]
    [DataRow("%TEMP% x", "^\"^%TEMP^% x^\"", "'%TEMP% x'")]
    [DataRow("C:\\x y\\", "\"C:\\x y\\\\\"", "'C:\\x y\\'")]
    [DataRow("\u201Cx\u2019", "\"\u201Cx\u2019\"", "'\u201Cx\u2019\u2019'")]
    public void Value_that_means_something_to_one_of_them_has_a_line_for_each(string value, string prompt, string powerShell) =>
        Assert.AreEqual(
            $"\"D:\\x y\\go.exe\" go --to {prompt} (in a command prompt), & 'D:\\x y\\go.exe' go --to {powerShell} (in PowerShell)",
            new CommandText("go").Option("--to", value).Told("D:\\x y\\go.exe"));

    [TestMethod]
    public void Other_program_is_called_by_its_name()
    {
        Assert.AreEqual("sc.exe delete \"Bob's agent\"", CommandText.OfProgram("sc.exe").Flag("delete").Value("Bob's agent").Told("C:\\x y\\go.exe"));
        // No PowerShell before 7.3 passes the mark on.
        Assert.AreEqual("sc.exe delete ^\"a\\^\" ^& b^\" (in a command prompt)", CommandText.OfProgram("sc.exe").Flag("delete").Value("a\" & b").Told("go.exe"));
    }

    [TestMethod]
    public void Command_with_a_blank_is_not_whole()
    {
        var text = new CommandText("configure").Blank("--home", "FOLDER").Option("--instance", "Prod A");

        Assert.AreEqual("configure --home FOLDER --instance \"Prod A\"", text.ToString());
        Assert.IsFalse(text.IsWhole);
        Assert.IsTrue(new CommandText("configure").Option("--home", "FOLDER").IsWhole);
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
            new CommandText("watchdog create").Option("--instances", "Prod A, B").Option("--to", "").Flag("-b").Value("--wait long").Arguments.ToArray());

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
