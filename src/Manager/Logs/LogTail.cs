using System.Text;

namespace Octopus.Manager.Logs;

/// <summary>The last lines of a file that grows. Each look adds what was written since.</summary>
/// <param name="path">The file.</param>
public sealed class LogTail(string path)
{
    /// <summary>The most lines that are kept.</summary>
    public const int MostLines = 500;

    private const int MostBytes = 256 * 1024;

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
        using var file = LogFiles.Open(path);
        if (file.Length < _read)
        {
            // Another file under the same name.
            _lines.Clear();
            (_read, _half) = (0, "");
        }

        if (file.Length == _read)
            return false;
        var skips = file.Length - _read > MostBytes;
        file.Position = skips ? file.Length - MostBytes : _read;
        var bytes = new byte[file.Length - file.Position];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _read = file.Position;
        var parts = ((skips ? "" : _half) + Encoding.UTF8.GetString(bytes, 0, count)).Split('\n');
        // The last part has no end yet; after a leap the first has no beginning.
        _lines.AddRange(parts[(skips ? 1 : 0)..^1].Select(line => line.TrimEnd('\r')));
        _half = parts[^1];
        _lines.RemoveRange(0, Math.Max(0, _lines.Count - MostLines));
        return true;
    }
}
