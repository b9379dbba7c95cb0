using System.Xml;
using System.Xml.Linq;

namespace Octopus.Instances;

/// <summary>
/// An instance's configuration file: <c>&lt;octopus-settings&gt;&lt;set key="…"&gt;…&lt;/set&gt;&lt;/octopus-settings&gt;</c>.
/// </summary>
public static class ConfigurationFile
{
    private const string Root = "octopus-settings";
    private const string Element = "set";
    private const string Key = "key";

    /// <summary>Reads the settings of an instance.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.ConfigurationUnusable"/>, naming the instance and the file.</exception>
    public static InstanceSettings Read(InstanceRecord record)
    {
        try
        {
            // Opened here, because the reader would take the path for an address.
            using var file = File.OpenRead(record.ConfigurationFilePath);
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var root = XDocument.Load(reader).Root!;
            if (root.Name != Root)
                throw Unusable(record, $"is no instance configuration: its root element is <{root.Name}>, not <{Root}>", null);
            var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            foreach (var set in root.Elements(Element))
            {
                if ((string?)set.Attribute(Key) is { } key)
                    values[key] = set.Value;
            }

            return new(values);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unusable(record, "is missing", missing);
        }
        catch (XmlException nowhere) when (nowhere.LineNumber == 0)
        {
            // The reader names no line in these two cases only.
            throw Unusable(record, "is no instance configuration: it is empty, or has a document type declaration, which is not allowed", nowhere);
        }
        catch (XmlException malformed)
        {
            throw Unusable(record, $"is not well-formed XML at line {malformed.LineNumber}", malformed);
        }
        catch (Exception illegal) when (illegal is ArgumentException or NotSupportedException)
        {
            throw Unusable(record, "is not the path of a file", illegal);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw Unusable(record, $"cannot be read ({unreadable.Message})", unreadable);
        }
    }

    /// <summary>Replaces the settings of an instance at once; the text before stays beside the file.</summary>
    public static void Write(InstanceRecord record, InstanceSettings settings)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(record.ConfigurationFilePath)!);
        var root = new XElement(
            Root,
            settings.Values
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new XElement(Element, new XAttribute(Key, pair.Key), pair.Value)));
        AtomicFile.Write(
            record.ConfigurationFilePath,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + Environment.NewLine + root + Environment.NewLine);
    }

    private static InstanceException Unusable(InstanceRecord record, string state, Exception? cause) =>
        new(InstanceError.ConfigurationUnusable,
            $"The configuration of instance '{record.Name}', {record.ConfigurationFilePath}, {state}. Restore the file, or delete the instance and create it again.",
            cause);
}
