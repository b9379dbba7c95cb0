using Octopus.Cli.Plans;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Cli.Instances;

/// <summary>
/// Deletes what an instance has made, by name: in its home what an agent makes there, and its configuration. Everything else stays and
/// is named, deployed applications above all.
/// </summary>
internal sealed class HomePurge
{
    private readonly CommandHost _host;
    private readonly InstanceRecord _record;
    private readonly InstanceHome _home;
    private readonly InstanceException? _unreadable;

    public HomePurge(CommandHost host, InstanceRecord record)
    {
        (_host, _record) = (host, record);
        ConfigurationFile.TryRead(record, out var settings, out _unreadable);
        _home = new(host, record, settings);
    }

    /// <summary>Refuses where nothing may be deleted, or nobody knows what may because the configuration cannot be opened.</summary>
    /// <exception cref="CommandException"><see cref="ExitCode.Conflict"/>.</exception>
    /// <exception cref="InstanceException"><see cref="InstanceError.ConfigurationUnusable"/> or <see cref="InstanceError.RecordUnreadable"/>.</exception>
    public void Require()
    {
        // It says which folder has the applications.
        if (_unreadable is { CannotBeOpened: true })
            throw _unreadable;
        if (_home.IsThere)
            _home.RequireAlone();
    }

    /// <summary>The steps. The configuration is last: whatever is left says whose it was.</summary>
    public IEnumerable<PlannedStep> Steps()
    {
        if (_home.IsThere)
            yield return Home(_home.Folder!);
        foreach (var file in Configuration().Where(file => !_home.IsThere || !FolderPath.AreSame(_home.Folder!, Path.GetDirectoryName(file)!)))
        {
            yield return PlannedStep.Of(_record.Name, $"Delete the file {file}", () =>
            {
                _host.Removal.Delete(file);
                return $"{_record.Name}: file {file} deleted";
            });
        }

        if (_unreadable is not null && File.Exists(_record.ConfigurationFilePath))
            yield return PlannedStep.Of(_record.Name, $"Leave the file {_record.ConfigurationFilePath}, which cannot be read as a configuration", () => "");
    }

    private PlannedStep Home(string home)
    {
        var (made, left) = Contents(home);
        var changes = made.Select(path => $"Delete {path}").Concat(left.Select(path => $"Leave {path}")).Append(left.Count == 0 ? $"Delete the home {home}" : $"Leave the home {home}");
        return new([.. changes.Select(change => new PlannedChange(_record.Name, change))], (report, _) =>
        {
            // Its service has stopped since the plan was made, and much may have happened.
            Require();
            var now = Contents(home);
            now.Made.ForEach(_host.Removal.Delete);
            var rest = Directory.GetFileSystemEntries(home);
            if (rest.Length == 0)
                Directory.Delete(home);
            report.Done(_record.Name, rest.Length == 0
                ? $"{_record.Name}: home {home} deleted"
                : $"{_record.Name}: what it has made in {home} deleted. Left there: {string.Join(", ", rest.Select(Path.GetFileName).Order(StringComparer.OrdinalIgnoreCase))}");
            return Task.CompletedTask;
        });
    }

    private (List<string> Made, List<string> Left) Contents(string home)
    {
        string[] known =
        [
            .. HomeContents.Folders.Concat(HomeContents.Files).Select(name => Path.Combine(home, name)),
            .. Configuration(),
        ];
        // A link is nothing that an agent makes. The mark is last: until then the home can be told from others.
        var entries = Directory.GetFileSystemEntries(home).OrderBy(entry => FolderPath.AreSame(entry, HomeMark.PathIn(home))).ThenBy(entry => entry, StringComparer.OrdinalIgnoreCase)
            .ToLookup(entry => known.Any(path => FolderPath.AreSame(path, entry))
                && !FolderPath.IsOrIsIn(entry, _home.Applications ?? "") && !FolderPath.IsIn(_home.Applications, entry) && _host.Places.LinkIn(entry) is null);
        return ([.. entries[true]], [.. entries[false]]);
    }

    // What a record names as its configuration is one only when it can be read as one.
    private IEnumerable<string> Configuration() => _unreadable is not null ? []
        : new[] { _record.ConfigurationFilePath, _record.ConfigurationFilePath + AtomicFile.PreviousEnding }.Where(File.Exists);
}
