using System.Globalization;
using CsCheck;
using Octopus.Services;

namespace Octopus.Tests.Services;

/// <summary>What holds for any command line of a service. Windows' own rules are written down here a second time.</summary>
[TestClass]
public sealed class ImagePathPropertyTests
{
    private const string Variable = "IMAGE_PATH_PROPERTY_TEST";
    private const string Folder = @"C:\Set By (Variable)";

    // A no-break space is a letter like any other to Windows.
    private static readonly Gen<string> Name = Gen.Frequency(
        (4, Gen.String[Gen.Char["aB1 .-_()&'^,;=+!~$#@{}[]\u00A0é実"], 1, 10]),
        (1, Gen.OneOf("Program Files (x86)", "PROGRA~1", "OCTOPU~2.EXE", "100%", "%", "a.exe", "my.exe files", "run", "--instance=x")))
        .Where(name => name.Trim(' ', '\t') == name);

    private static readonly Gen<string> Executable = Gen.Select(
        Gen.OneOf(@"C:\", @"\\server\share\", @"\\?\C:\", "d:\\"),
        Name.Array[1, 4],
        Gen.OneOf(".exe", ".EXE", "", ".com"),
        (root, names, extension) => root + string.Join('\\', names) + extension);

    private static readonly Gen<string> Arguments =
        Gen.OneOf("", "run", "run --instance=\"Prod A\"", "-k x.exe", "\"C:\\other.exe\" x", "%1", "a  b\t\"c");

    // Any text that could stand in the registry, with much of what matters.
    private static readonly Gen<string> Anything = Gen.OneOf(
        Gen.String,
        Gen.OneOf("\"", " ", "\t", "\\", "%", "a", ".exe", @"C:\", @"\??\", @"\SystemRoot\", $"%{Variable}%", "%%", "\0", "\uD800", "\u00A0", "é").Array[0, 12].Select(string.Concat));

    [ClassInitialize]
    public static void SetVariable(TestContext context) => Environment.SetEnvironmentVariable(Variable, Folder);

    [TestMethod]
    public void Parse_what_was_composed_with_quotes_gives_executable_and_arguments_back() =>
        Gen.Select(Executable, Arguments, Gen.OneOf("", @"\??\"), Gen.OneOf("", " ", "\t ")).Sample(
            (executable, arguments, prefix, before) =>
                ImagePath.Parse($"{before}\"{prefix}{executable}\" {arguments}", path => path == executable) == new ImagePath(executable, arguments),
            iter: 5_000);

    [TestMethod]
    public void Parse_what_was_composed_without_quotes_gives_executable_and_arguments_back_when_nothing_else_is_in_the_way() =>
        Gen.Select(Executable, Arguments, Gen.OneOf("", @"\??\")).Sample(
            (executable, arguments, prefix) =>
                ImagePath.Parse($"{prefix}{executable} {arguments}", path => path == executable) == new ImagePath(executable, arguments),
            iter: 5_000);

    [TestMethod]
    public void Parse_what_was_composed_with_a_variable_gives_the_folder_that_it_stands_for() =>
        Gen.Select(Name, Arguments, Gen.Bool).Sample(
            (name, arguments, quoted) =>
            {
                var quote = quoted ? "\"" : "";
                return ImagePath.Parse($@"{quote}%{Variable}%\{name}.exe{quote} {arguments}", path => path == $@"{Folder}\{name}.exe")
                    == new ImagePath($@"{Folder}\{name}.exe", arguments);
            },
            iter: 2_000);

    [TestMethod]
    public void Parse_without_quotes_takes_what_CreateProcess_would_whatever_exists() =>
        Gen.Select(Executable, Arguments, Gen.Int[0, 60].Array[0, 4], Gen.Bool).Sample(
            (executable, arguments, cuts, isThere) =>
            {
                var text = $"{executable} {arguments}".Trim(' ', '\t');
                // Files that could be taken for it: what stands before some space, with and without an ending.
                var decoys = cuts.Select(cut => text[..Math.Min(cut, text.Length)].TrimEnd(' ', '\t')).Where(path => path.Length > 3)
                    .SelectMany((path, index) => index % 2 == 0 ? [path + ".exe"] : new[] { path });
                HashSet<string> files = [.. decoys, .. isThere ? [executable] : Array.Empty<string>()];

                var image = ImagePath.Parse(text, files.Contains);

                if (Taken(text, files) is { } taken)
                    Assert.AreEqual(taken, image);
                else
                    Assert.IsFalse(files.Contains(image.Executable));
            },
            iter: 5_000);

    [TestMethod]
    public void Parse_with_quotes_takes_nothing_but_what_stands_in_them() =>
        Gen.Select(Executable, Arguments).Sample(
            // Everything exists, C:\Program.exe too.
            (executable, arguments) => ImagePath.Parse($"\"{executable}\" {arguments}", _ => true).Executable is var found
                && (found == executable || found == executable + ".exe"),
            iter: 2_000);

    [TestMethod]
    public void Parse_anything_never_throws_and_loses_no_argument() =>
        Gen.Select(Anything, Gen.Int[0, 3]).Sample(
            (text, luck) =>
            {
                var image = ImagePath.Parse(text, path => path.Length % 4 < luck);

                Assert.IsNotNull(image.Executable);
                Assert.AreEqual(image.Arguments, image.Arguments.TrimStart(' ', '\t'));
                Assert.EndsWith(image.Arguments, Environment.ExpandEnvironmentVariables(text).TrimEnd(' ', '\t'));
            },
            iter: 10_000);

    [TestMethod]
    public void Repoint_runs_the_other_executable_and_keeps_the_arguments_however_the_first_was_written() =>
        Gen.Select(Executable, Executable, Gen.OneOf(Arguments, Gen.Const("\u00A0x")), Gen.OneOf("\"{0}\" {1}", "{0} {1}", "\"{0}\"\t{1}", "\"{0}\"{1}", @"\??\{0} {1}", "  \"{0}\" {1}  ")).Sample(
            (executable, moved, arguments, format) =>
            {
                var stored = string.Format(CultureInfo.InvariantCulture, format, executable, arguments);
                var before = ImagePath.Parse(stored, path => path == executable);

                var repointed = ImagePath.Repoint(stored, moved, path => path == executable);

                Assert.AreEqual(executable, before.Executable);
                Assert.AreEqual(new ImagePath(moved, before.Arguments), ImagePath.Parse(repointed, path => path == moved));
            },
            iter: 5_000);

    [TestMethod]
    public void Repoint_keeps_environment_variables_in_the_arguments_for_Windows_to_expand() =>
        Gen.Select(Executable, Gen.Bool).Sample(
            (moved, there) =>
                ImagePath.Repoint($"\"%{Variable}%\\x.exe\" run --log %{Variable}%\\a", moved, _ => there) == $"\"{moved}\" run --log %{Variable}%\\a",
            iter: 200);

    [TestMethod]
    public void Repoint_anything_never_throws_and_gives_a_quoted_executable() =>
        Gen.Select(Anything, Gen.Int[0, 3]).Sample(
            (text, luck) => ImagePath.Repoint(text, @"D:\a b\x.exe", path => path.Length % 4 < luck).StartsWith("\"D:\\a b\\x.exe\"", StringComparison.Ordinal),
            iter: 5_000);

    /// <summary>
    /// The file with the shortest spelling that ends where the text has a space, a tab or its end. With an ending the file is what
    /// is written; without one it is first the .exe.
    /// </summary>
    private static ImagePath? Taken(string text, HashSet<string> files)
    {
        var spellings =
            from file in files
            from written in file.EndsWith(".exe", StringComparison.Ordinal) ? new[] { file, file[..^4] } : [file]
            where text.StartsWith(written, StringComparison.Ordinal)
            where written.Length == text.Length || text[written.Length] is ' ' or '\t'
            let hasEnding = written[(written.LastIndexOf('\\') + 1)..].Contains('.', StringComparison.Ordinal)
            orderby written.Length, hasEnding == (file == written) descending
            select new ImagePath(file, text[written.Length..].TrimStart(' ', '\t'));
        return spellings.Cast<ImagePath?>().FirstOrDefault();
    }
}
