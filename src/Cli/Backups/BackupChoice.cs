using Octopus.Backup;
using Octopus.Backup.Manifests;
using Octopus.Backup.Reading;
using Octopus.Backup.Secrets;
using Octopus.Cli.Instances;
using Octopus.Instances;

namespace Octopus.Cli.Backups;

/// <summary>
/// Chooses among the backups of a folder: of each instance the newest that the secret proves. Whoever may write the folder can put
/// there what he likes; it is named and passed over.
/// </summary>
internal sealed class BackupChoice(CommandHost host, Func<BackupSecret> secret)
{
    /// <summary>The backups that are meant.</summary>
    /// <param name="source">A backup, or a folder of backups.</param>
    /// <param name="names">With a folder: the instances.</param>
    public IReadOnlyList<string> Files(string source, string[]? names)
    {
        if (!Directory.Exists(source))
        {
            return names is null or [] || InstanceSelection.IsEvery(names)
                ? [source]
                : throw new CommandException(ExitCode.Usage, "--instance chooses among the backups of a folder. To give the instance another name, use --as.");
        }

        var byInstance = Directory.EnumerateFiles(source, "*" + BackupName.Ending).Select(file => (File: file, Manifest: Peek(file)))
            .Where(backup => backup.Manifest?.Application == host.Application.Name && InstanceName.Refusal(backup.Manifest.InstanceName) is null)
            .GroupBy(backup => backup.Manifest!.InstanceName, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(backups => backups.Key, backups => backups.OrderByDescending(backup => backup.Manifest!.Created).Select(backup => backup.File), StringComparer.OrdinalIgnoreCase);
        var known = byInstance.Count == 0 ? "It has none." : $"It has those of: {string.Join(", ", byInstance.Keys.Order(StringComparer.OrdinalIgnoreCase))}.";
        if (names is null or [])
            throw new CommandException(ExitCode.Usage, $"{source} is a folder. Name the instances to restore with --instance, or --instance * for all. {known}");
        if (InstanceSelection.IsEvery(names))
            return byInstance.Count > 0 ? [.. byInstance.Values.Select(Newest)] : throw new InstanceException(InstanceError.NotFound, $"There is no backup in {source}. Name another folder with --from.");
        return
        [
            .. names.Distinct(StringComparer.OrdinalIgnoreCase).Select(name => InstanceName.Find(byInstance.Keys, key => key, name) is { } saved
                ? Newest(byInstance[saved])
                : throw new InstanceException(InstanceError.NotFound, $"There is no backup of instance '{name}' in {source}. {known} Name one of them, or another folder.")),
        ];
    }

    // When a file says that it was made is believed no more than the rest: from the newest on, the first that is proved.
    private string Newest(IEnumerable<string> files)
    {
        var unproved = new List<BackupException>();
        foreach (var file in files)
        {
            try
            {
                BackupFile.Open(file, secret()).Dispose();
                unproved.ForEach(Warn);
                return file;
            }
            catch (BackupException unusable)
            {
                unproved.Add(unusable);
            }
        }

        unproved.Skip(1).ToList().ForEach(Warn);
        throw unproved[0];
    }

    // One that is damaged hides no other.
    private Manifest? Peek(string file)
    {
        try
        {
            return BackupFile.Peek(file);
        }
        catch (BackupException unusable)
        {
            Warn(unusable);
            return null;
        }
    }

    private void Warn(BackupException unusable) => host.Error.WriteLine($"Warning: {unusable.Message}");
}
