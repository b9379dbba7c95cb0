namespace Octopus.CustomActions;

/// <summary>What a package says about its files.</summary>
internal static class FileTable
{
    private const string Root = SetupProperties.InstallFolder;

    /// <summary>The files that go to the install folder or below it, each relative to it.</summary>
    public static IReadOnlyList<string> Read(Database package)
    {
        var folders = Rows(package, "SELECT `Directory`, `Directory_Parent`, `DefaultDir` FROM `Directory`", 3)
            .ToDictionary(row => row[0], row => (Parent: row[1], Name: LongName(row[2].Split(':')[0])));
        return
        [
            .. Rows(package, "SELECT `Component`.`Directory_`, `File`.`FileName` FROM `Component`, `File` WHERE `Component`.`Component` = `File`.`Component_`", 2)
                .Select(row => (Folder: Below(row[0], folders), Name: LongName(row[1])))
                .Where(file => file.Folder is not null)
                .Select(file => file.Folder + file.Name),
        ];
    }

    private static string? Below(string folder, Dictionary<string, (string Parent, string Name)> folders)
    {
        var path = "";
        // A folder whose parent is itself is a root too.
        for (; folder != Root; folder = folders[folder].Parent)
        {
            if (!folders.TryGetValue(folder, out var found) || found.Parent.Length == 0 || found.Parent == folder)
                return null;
            path = $@"{found.Name}\{path}";
        }

        return path;
    }

    // The column holds "8DOT3|the long one" where they differ.
    private static string LongName(string names) => names.Substring(names.IndexOf('|') + 1);

    private static IEnumerable<string[]> Rows(Database package, string query, int columns)
    {
        var cells = package.ExecuteQuery(query).Cast<object?>().Select(cell => cell as string ?? "").ToList();
        for (var row = 0; row < cells.Count; row += columns)
            yield return [.. cells.Skip(row).Take(columns)];
    }
}
