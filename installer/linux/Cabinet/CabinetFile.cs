using System.Globalization;
using PackageCompiler.Payload;
using PackageCompiler.Tools;

namespace PackageCompiler.Cabinet;

/// <summary>The one cabinet of a package: every file under its id, in the order of the File table.</summary>
internal static class CabinetFile
{
    public const string Name = "cab1.cab";

    /// <summary>Makes the cabinet, or keeps the one from the last run when no file changed: it is most of the time a build takes.</summary>
    public static string Create(IReadOnlyList<PayloadFile> files, string folder)
    {
        var cabinet = Path.Combine(folder, Name);
        var listFile = cabinet + ".list";
        var list = string.Join('\n', files.Select(Describe));
        if (File.Exists(cabinet) && File.Exists(listFile) && File.ReadAllText(listFile) == list)
            return cabinet;

        File.Delete(listFile);
        File.Delete(cabinet);
        var staged = Stage(files, folder);
        // -n: a member's name is the id alone, whatever folder it was read from.
        Tool.Run("gcab", staged, ["-c", "-z", "-n", Path.GetFullPath(cabinet), .. files.Select(file => file.Id)]);
        Directory.Delete(staged, recursive: true);
        File.WriteAllText(listFile, list);
        return cabinet;
    }

    private static string Stage(IReadOnlyList<PayloadFile> files, string folder)
    {
        var staged = Path.Combine(folder, "staged");
        if (Directory.Exists(staged))
            Directory.Delete(staged, recursive: true);
        Directory.CreateDirectory(staged);
        foreach (var file in files)
            File.CreateSymbolicLink(Path.Combine(staged, file.Id), file.SourcePath);
        return staged;
    }

    private static string Describe(PayloadFile file)
    {
        var written = new FileInfo(file.SourcePath).LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture);
        return string.Join('\t', file.Id, file.SourcePath, file.Size.ToString(CultureInfo.InvariantCulture), written);
    }
}
