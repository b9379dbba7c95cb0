using System.Text;

namespace Octopus.Manager.Logs;

/// <summary>The last lines of a file that grows. Each look adds what was written since. It keeps little, whatever is written.</summary>
/// <param name="open">Opens the file.</param>
public sealed class LogTail(Func<Stream> open)
{
    /// <summary>The most lines that are kept.</summary>
    public const int MostLines = 500;

    /// <summary>The most letters of a line that are kept.</summary>
    public const int LongestLine = 4096;

    private const int MostBytes = 256 * 1024;
    private const string Cut = " …";

    private readonly List<string> _lines = [];
    private long _read;
    private string _half = "";

    /// <summary>The lines, the oldest first.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>Looks once.</summary>
    /// <returns>Whether there was something new.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read it.</exception>
    public bool Look()
    {
        using var file = open();
        var length = file.Length;
        if (length < _read)
        {
            // Another file under the same name.
            _lines.Clear();
            (_read, _half) = (0, "");
        }

        if (length == _read)
            return false;
        var skips = length - _read > MostBytes;
        file.Position = skips ? length - MostBytes : _read;
        var bytes = new byte[length - file.Position];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _read = file.Position;
        var parts = ((skips ? "" : _half) + Encoding.UTF8.GetString(bytes, 0, count)).Split('\n');
        // The last part has no end yet; after a leap the first has no beginning.
        _lines.AddRange(parts[(skips && parts.Length > 1 ? 1 : 0)..^1].Select(line => Shortened(line.TrimEnd('\r'))));
        // One letter more than fits tells that there was more.
        _half = parts[^1].Length > LongestLine ? parts[^1][..(LongestLine + 1)] : parts[^1];
        _lines.RemoveRange(0, Math.Max(0, _lines.Count - MostLines));
        return true;
    }

    private static string Shortened(string line) => line.Length > LongestLine ? line[..LongestLine] + Cut : line;
}
