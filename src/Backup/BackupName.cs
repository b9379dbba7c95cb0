using System.Globalization;
using Octopus.Instances;

namespace Octopus.Backup;

/// <summary>How backups are called.</summary>
public static class BackupName
{
    /// <summary>The ending of a backup.</summary>
    public const string Ending = ".octobackup";

    /// <summary>The file name of a backup: the instance and the second, so that names sort by age.</summary>
    public static string Of(string instance, DateTimeOffset created) =>
        $"{InstanceName.Slug(instance)}-{created.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}{Ending}";
}
