using System.Text;
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

    /// <summary>
    /// The largest file that is read, in bytes: far more than settings need. Who writes such a file must not fill the memory of an
    /// elevated program that reads it.
    /// </summary>
    public const long LargestFile = 1024 * 1024;

    /// <summary>Reads the settings of an instance.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.ConfigurationUnusable"/>, naming the instance and the file.</exception>
    public static InstanceSettings Read(InstanceRecord record)
    {
        try
        {
            // Opened here, because the reader would take the path for an address.
            using var file = SharedFile.Open(record.ConfigurationFilePath);
            return Read(record, file);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unusable(record, "is missing", missing);
        }
        catch (Exception illegal) when (illegal is ArgumentException or NotSupportedException)
        {
            throw Unusable(record, "is not the path of a file", illegal);
        }
        catch (Exception unreadable) when (InstanceException.IsUnopened(unreadable))
        {
            throw Unusable(record, $"cannot be read ({unreadable.Message.TrimEnd('.')})", unreadable, RecordProblem.TryAgain);
        }
    }

    /// <summary>Reads the settings of an instance where being without them is no error.</summary>
    /// <param name="record">The instance.</param>
    /// <param name="settings">The settings; <see langword="null"/> when they cannot be read.</param>
    /// <param name="problem">Why they cannot, as <see cref="Read(InstanceRecord)"/> would say it; <see langword="null"/> when they can.</param>
    public static bool TryRead(InstanceRecord record, out InstanceSettings? settings, out InstanceException? problem)
    {
        try
        {
            (settings, problem) = (Read(record), null);
            return true;
        }
        catch (InstanceException unusable) when (unusable.Error == InstanceError.ConfigurationUnusable)
        {
            (settings, problem) = (null, unusable);
            return false;
        }
    }

    /// <summary>Reads the settings of an instance from its configuration file, wherever that lies.</summary>
    /// <inheritdoc cref="Read(InstanceRecord)" path="/exception"/>
    public static InstanceSettings Read(InstanceRecord record, Stream file)
    {
        if (file.Length > LargestFile)
            throw Unusable(record, $"is larger than {LargestFile / 1024} kB", null);
        try
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            reader.MoveToContent();
            if (reader.Name != Root)
                throw Unusable(record, $"is no instance configuration: its root element is <{reader.Name}>, not <{Root}>", null);
            return new(Settings(reader), StoredPath.FolderOf(record.ConfigurationFilePath));
        }
        catch (XmlException nowhere) when (nowhere.LineNumber == 0)
        {
            // The reader names no line when it finds a document type, or nothing that it takes for XML.
            throw Unusable(record, "is no instance configuration: it holds no readable XML, or has a document type declaration, which is not allowed", nowhere);
        }
        catch (XmlException malformed)
        {
            throw Unusable(record, $"is not well-formed XML at line {malformed.LineNumber}", malformed);
        }
    }

    /// <summary>Replaces the settings of an instance at once; the text before stays beside the file.</summary>
    /// <exception cref="InstanceException"><see cref="InstanceError.IllegalValue"/>: a setting holds what XML cannot. Nothing was written.</exception>
    public static void Write(InstanceRecord record, InstanceSettings settings)
    {
        foreach (var setting in settings.Values)
            RequireWritable(record, setting);
        Directory.CreateDirectory(Path.GetDirectoryName(record.ConfigurationFilePath)!);
        var root = new XElement(
            Root,
            settings.Values
                .OrderBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => new XElement(Element, new XAttribute(Key, pair.Key), pair.Value)));
        AtomicFile.Write(
            record.ConfigurationFilePath,
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>" + Environment.NewLine + Format(root) + Environment.NewLine);
    }

    // Not XDocument: its way into nested elements is a recursion, and a file full of them would end the process.
    private static Dictionary<string, string> Settings(XmlReader reader)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        string? key = null;
        var text = new StringBuilder();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when reader.Depth == 1:
                    key = reader.Name == Element ? reader.GetAttribute(Key) : null;
                    text.Clear();
                    if (key is not null && reader.IsEmptyElement)
                        values[key] = "";
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    text.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement when reader.Depth == 1 && key is not null:
                    values[key] = text.ToString();
                    break;
            }
        }

        return values;
    }

    // Not XElement.ToString: a carriage return in a value would come back as another line end.
    private static string Format(XElement root)
    {
        var text = new StringBuilder();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, Indent = true, NewLineHandling = NewLineHandling.Entitize }))
            root.WriteTo(writer);
        return text.ToString();
    }

    private static void RequireWritable(InstanceRecord record, KeyValuePair<string, string> setting)
    {
        foreach (var text in new[] { setting.Key, setting.Value })
        {
            if (FirstUnwritable(text) is { } letter)
            {
                throw new InstanceException(
                    InstanceError.IllegalValue,
                    $"The setting {setting.Key} of instance '{record.Name}' contains U+{(int)letter:X4}, which a configuration file cannot hold. Choose another value.");
            }
        }
    }

    private static char? FirstUnwritable(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (XmlConvert.IsXmlChar(text[index]))
                continue;
            if (index + 1 == text.Length || !char.IsSurrogatePair(text[index], text[index + 1]))
                return text[index];
            index++;
        }

        return null;
    }

    private static InstanceException Unusable(
        InstanceRecord record, string state, Exception? cause, string nextStep = "Restore the file, or delete the instance and create it again") =>
        new(InstanceError.ConfigurationUnusable, $"The configuration of instance '{record.Name}', {record.ConfigurationFilePath}, {state}. {nextStep}.", cause);
}
