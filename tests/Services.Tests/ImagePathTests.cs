using Octopus.Services;

namespace Octopus.Tests.Services;

[TestClass]
public sealed class ImagePathTests
{
    private const string Tentacle = @"C:\Program Files\Octopus Deploy\Tentacle\Tentacle.exe";

    [TestMethod]
    [DataRow($"\"{Tentacle}\" run --instance=\"North\"", Tentacle, "run --instance=\"North\"")]
    [DataRow($"\"{Tentacle}\"", Tentacle, "")]
    [DataRow($"  \"{Tentacle}\"   run", Tentacle, "run")]
    [DataRow($"\"{Tentacle}\"run", Tentacle, "run")]
    [DataRow($"\"{Tentacle}", Tentacle, "")]
    [DataRow($"{Tentacle} run --instance=North", Tentacle, "run --instance=North")]
    [DataRow(Tentacle, Tentacle, "")]
    [DataRow(@"C:\Program Files\Octopus Deploy\Tentacle\Tentacle run", Tentacle, "run")]
    [DataRow("\"C:\\Program Files\\Octopus Deploy\\Tentacle\\Tentacle\" run", Tentacle, "run")]
    [DataRow($@"\??\{Tentacle} run", Tentacle, "run")]
    [DataRow($@"""\??\{Tentacle}"" run", Tentacle, "run")]
    [DataRow("\"C:/Program Files/Octopus Deploy/Tentacle/Tentacle.exe\" run /instance:a", Tentacle, "run /instance:a")]
    [DataRow(@"C:\Program Files\Octopus Deploy/Tentacle/Tentacle run", Tentacle, "run")]
    public void Parse_existing_executable_is_found_however_it_is_written(string commandLine, string executable, string arguments) =>
        Assert.AreEqual(new ImagePath(executable, arguments), ImagePath.Parse(commandLine, path => path == Tentacle));

    [TestMethod]
    [DataRow($"\"{Tentacle}\" run", Tentacle, "run")]
    [DataRow($"{Tentacle} run", Tentacle, "run")]
    [DataRow(@"C:\Gone\App run", @"C:\Gone\App", "run")]
    [DataRow("", "", "")]
    [DataRow("   ", "", "")]
    [DataRow("\"", "", "")]
    [DataRow("\"\" run", "", "run")]
    public void Parse_executable_that_is_gone_is_guessed(string commandLine, string executable, string arguments) =>
        Assert.AreEqual(new ImagePath(executable, arguments), ImagePath.Parse(commandLine, _ => false));

    [TestMethod]
    public void Parse_unquoted_path_takes_the_shortest_that_exists()
    {
        var image = ImagePath.Parse($"{Tentacle} run", path => path is @"C:\Program.exe" or Tentacle);

        Assert.AreEqual(new ImagePath(@"C:\Program.exe", @"Files\Octopus Deploy\Tentacle\Tentacle.exe run"), image);
    }

    [TestMethod]
    public void Parse_unquoted_path_tries_what_CreateProcess_tries()
    {
        var tried = new List<string>();

        ImagePath.Parse(@"C:\a b\c.exe d", path =>
        {
            tried.Add(path);
            return false;
        });

        Assert.AreEqual(@"C:\a.exe|C:\a|C:\a b\c.exe|C:\a b\c.exe.exe|C:\a b\c.exe d|C:\a b\c.exe d.exe", string.Join('|', tried));
    }

    [TestMethod]
    public void Parse_environment_variable_is_expanded()
    {
        Environment.SetEnvironmentVariable("IMAGE_PATH_TEST", @"C:\Some Folder");

        Assert.AreEqual(@"C:\Some Folder\x.exe", ImagePath.Parse("\"%IMAGE_PATH_TEST%\\x.exe\" run", _ => true).Executable);
    }

    [TestMethod]
    public void Parse_system_root_prefix_is_the_windows_folder() =>
        Assert.AreEqual(
            Environment.ExpandEnvironmentVariables(@"%SystemRoot%\system32\x.exe"),
            ImagePath.Parse(@"\SystemRoot\system32\x.exe -k", path => path.EndsWith("x.exe", StringComparison.Ordinal)).Executable);
}
