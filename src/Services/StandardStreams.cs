using System.Text;

namespace Octopus.Services;

/// <summary>
/// Standard input, output and error of this process as text that is the same on every machine: UTF-8 in a pipe or a file, and on a
/// console its letters. In the console's code page a letter that it does not have becomes the nearest one, and the name of an instance
/// another's.
/// </summary>
#if NET
[System.Runtime.Versioning.SupportedOSPlatform("windows")]
#endif
public static class StandardStreams
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Standard output.</summary>
    public static TextWriter Output { get; } = Writer(Console.IsOutputRedirected, Console.OpenStandardOutput, () => Console.Out);

    /// <summary>Standard error.</summary>
    public static TextWriter Error { get; } = Writer(Console.IsErrorRedirected, Console.OpenStandardError, () => Console.Error);

    /// <summary>
    /// Everything that a pipe or a file gives on standard input: as its byte-order mark says, as UTF-8 where it can be that, and else in
    /// the console's code page.
    /// </summary>
    public static string ReadInput()
    {
        using var bytes = new MemoryStream();
        using (var input = Console.OpenStandardInput())
            input.CopyTo(bytes);
        return TextOf(bytes.ToArray(), Console.InputEncoding);
    }

    /// <summary>The text of bytes that others have written.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="fallback">How they are read when they have no byte-order mark and are no UTF-8.</param>
    public static string TextOf(byte[] bytes, Encoding fallback)
    {
        try
        {
            return Read(bytes, StrictUtf8);
        }
        catch (DecoderFallbackException)
        {
            return Read(bytes, fallback);
        }
    }

    private static string Read(byte[] bytes, Encoding encoding)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), encoding, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static TextWriter Writer(bool isRedirected, Func<Stream> open, Func<TextWriter> console)
    {
        if (isRedirected)
        {
            StreamWriter writer = new(open(), Utf8) { AutoFlush = true };
            return TextWriter.Synchronized(writer);
        }

        // So that letters are written and no bytes; the code page of the console stays as it is, for whoever comes after.
        Console.OutputEncoding = Encoding.Unicode;
        return console();
    }
}
