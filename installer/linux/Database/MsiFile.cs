using PackageCompiler.Cabinet;
using PackageCompiler.Tables;
using PackageCompiler.Tools;

namespace PackageCompiler.Database;

/// <summary>Puts tables, streams and the cabinet into one file.</summary>
internal static class MsiFile
{
    public static void Write(PackageDatabase database, string cabinet, string intermediate, string output)
    {
        var folder = Path.GetFullPath(Path.Combine(intermediate, "idt"));
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        foreach (var stream in database.Streams)
        {
            Directory.CreateDirectory(Path.Combine(folder, stream.Table));
            File.Copy(stream.File, Path.Combine(folder, stream.Table, stream.Id + Table.StreamExtension));
        }

        // Written aside and moved: a failed or interrupted build never leaves half a package under the final name.
        var draft = Path.Combine(folder, "package.msi");
        List<string> arguments = [draft, "-i", IdtFile.WriteCodePage(folder), "-i", IdtFile.WriteSummary(database.Summary, folder)];
        foreach (var table in database.Tables)
            arguments.AddRange(["-i", IdtFile.Write(table, folder)]);
        arguments.AddRange(["-a", CabinetFile.Name, Path.GetFullPath(cabinet)]);
        Tool.Run("msibuild", folder, arguments);

        var target = Path.GetFullPath(output);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(draft, target, overwrite: true);
    }
}
