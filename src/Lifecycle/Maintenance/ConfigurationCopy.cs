using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Lifecycle.Maintenance;

/// <summary>The copy that each change of a configuration leaves beside it.</summary>
internal sealed class ConfigurationCopy(IFolderPlaces places)
{
    /// <summary>
    /// Puts a configuration back from its copy, when an instance would start with that. What is there now takes the copy's place.
    /// </summary>
    /// <param name="record">The instance.</param>
    /// <param name="told">What was done, as a sentence; empty when nothing was.</param>
    public bool TryPutBack(InstanceRecord record, out string told)
    {
        told = "";
        var copy = record.ConfigurationFilePath + AtomicFile.PreviousEnding;
        try
        {
            // The folder may be the account's of the instance: behind a link it has put there lies somebody else's file.
            if (places.LinkIn(record.ConfigurationFilePath) is not null || places.LinkIn(copy) is not null
                || StartForecast.Configuration(record with { ConfigurationFilePath = copy }) is not null)
            {
                return false;
            }

            ConfigurationFile.Write(record, ConfigurationFile.Read(record with { ConfigurationFilePath = copy }));
            told = $"The configuration of instance '{record.Name}', {record.ConfigurationFilePath}, was lost or damaged while it ran. It has been put back from {copy}, as it was before its last change: see whether that is right.";
            return true;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException or InstanceException)
        {
            told = "";
            return false;
        }
    }
}
