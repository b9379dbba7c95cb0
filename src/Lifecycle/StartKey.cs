using System.Text;
using Octopus.Instances;

namespace Octopus.Lifecycle;

/// <summary>
/// Whether the key of an instance is where it starts with it. Only the frame of the file is looked at: what is in it is the instance's own,
/// and no installer's.
/// </summary>
internal static class StartKey
{
    private const long LargestFile = 1024 * 1024;
    // Where the vendor keeps it. An instance that has one there makes no file until it starts here for the first time.
    private const string VendorsKey = "Tentacle.Certificate";

    /// <summary>Why the instance would not come back as itself, as a sentence that names the file; <see langword="null"/> when nothing is known against it.</summary>
    /// <param name="record">The instance.</param>
    /// <param name="settings">Its settings.</param>
    public static string? WhyNot(InstanceRecord record, InstanceSettings settings)
    {
        if (record.HomeWith(settings) is not { } home)
            return null;
        var file = Path.Combine(home, "Certificate", "agent.pem");
        try
        {
            var text = SharedFile.ReadText(file, Encoding.ASCII, LargestFile);
            return IsWhole(text, "CERTIFICATE-----") && IsWhole(text, "PRIVATE KEY-----")
                ? null
                : $"The certificate of instance '{record.Name}', {file}, is not whole. Restore it from {file}{AtomicFile.PreviousEnding} or from a backup, or make a new one: new-certificate --instance \"{record.Name}\".";
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return settings.Values.Any(pair => pair.Key.StartsWith(VendorsKey, StringComparison.OrdinalIgnoreCase) && pair.Value.Length > 0)
                ? null
                : $"The certificate of instance '{record.Name}', {file}, is missing. It would come back with another one, which no server knows. Restore it from a backup.";
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // A BEGIN line and an END line.
    private static bool IsWhole(string text, string part) =>
        text.IndexOf(part, StringComparison.Ordinal) is >= 0 and var begin && text.IndexOf(part, begin + 1, StringComparison.Ordinal) > 0;
}
