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

    /// <summary>The most of what the reader says about a file that is passed on, in characters.</summary>
    private const int LongestReason = 200;

    // Who writes the second of them on Windows has written the first.
    private static readonly string[] WesternEncodings = ["windows-1252", "iso-8859-1"];

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
        using var content = new MemoryStream();
        file.CopyTo(content);
        if (!TryReadText(content.ToArray(), out var text, out var problem))
            throw Unusable(record, problem, null);
        if (text.All(letter => letter == '\0' || char.IsWhiteSpace(letter)))
            throw Unusable(record, "is empty", null);

        // A text has no encoding: what the declaration says of it is passed over.
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        try
        {
            reader.MoveToContent();
            if (reader.Name != Root)
                throw Unusable(record, $"is no instance configuration: its root element is <{reader.Name}>, not <{Root}>", null);
            return new(Settings(reader), StoredPath.FolderOf(record.ConfigurationFilePath));
        }
        catch (XmlException nowhere) when (nowhere.LineNumber == 0)
        {
            // The reader names no line when it finds a document type, or comments only.
            var type = text.IndexOf("<!DOCTYPE", StringComparison.Ordinal);
            throw Unusable(
                record,
                "is no instance configuration: " + (type < 0 ? "it has no root element" : $"at line {text.Take(type).Count(letter => letter == '\n') + 1} it has a document type declaration, which is not allowed"),
                nowhere);
        }
        catch (XmlException malformed)
        {
            throw Unusable(record, $"is not well-formed XML at line {malformed.LineNumber} ({Reason(malformed)})", malformed);
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

    // The vendor reads UTF-8 whatever the declaration says. Bytes that are none are what it says where that can be believed.
    private static bool TryReadText(byte[] bytes, out string text, out string problem)
    {
        if (WrittenText.TryRead(bytes, out text, out problem))
            return true;
        if (!WesternEncodings.Contains(DeclaredEncoding(bytes), StringComparer.OrdinalIgnoreCase))
            return false;
        (text, problem) = (WrittenText.OfWindows1252(bytes), "");
        return true;
    }

    private static string? DeclaredEncoding(byte[] bytes)
    {
        try
        {
            // The declaration is ASCII in all of these encodings.
            using var reader = XmlReader.Create(new StringReader(WrittenText.OfWindows1252(bytes)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            return reader.Read() && reader.NodeType == XmlNodeType.XmlDeclaration ? reader.GetAttribute("encoding") : null;
        }
        catch (XmlException)
        {
            // Whoever asks says what is wrong with it.
            return null;
        }
    }

    // The reader quotes names out of the file, which the account of the instance may write as long as it likes.
    private static string Reason(XmlException malformed)
    {
        var reason = InstanceName.Printable(malformed.Message.TrimEnd('.'));
        return reason.Length <= LongestReason ? reason : $"{reason.Substring(0, LongestReason)}…";
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

    // Nothing that destroys: even a damaged file says what the instance was.
    private static string NextStep(InstanceRecord record)
    {
        var previous = record.ConfigurationFilePath + AtomicFile.PreviousEnding;
        var copy = File.Exists(previous) ? previous : "a backup";
        return File.Exists(record.ConfigurationFilePath) ? $"Correct it, or restore it from {copy}" : $"Restore it from {copy}";
    }

    private static InstanceException Unusable(InstanceRecord record, string state, Exception? cause, string? nextStep = null) =>
        new(InstanceError.ConfigurationUnusable,
            $"The configuration of instance '{record.Name}', {record.ConfigurationFilePath}, {state}. {nextStep ?? NextStep(record)}.",
            cause);
}
