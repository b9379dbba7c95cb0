using System.Globalization;
using System.Text;

namespace Octopus.Lifecycle.Health;

/// <summary>Reads one answer of HTTP/1.1. How long it may be is the connection's concern.</summary>
internal sealed class HttpReader(TlsConnection connection)
{
    private const string NoHttp = "answered something that is not HTTP";

    private byte[] _received = [];
    private int _position;

    /// <summary>The body of an answer of status 200.</summary>
    /// <exception cref="BadAnswerException">Anything else.</exception>
    public async Task<byte[]> ReadBody()
    {
        var status = StatusOf(await ReadLine().ConfigureAwait(false));
        if (status != 200)
            throw new BadAnswerException($"answered with HTTP status {status}");

        int? length = null;
        var chunked = false;
        while (await ReadLine().ConfigureAwait(false) is { Length: > 0 } header)
        {
            if (ValueOf(header, "Transfer-Encoding") is { } encoding)
                chunked = encoding.Equals("chunked", StringComparison.OrdinalIgnoreCase) ? true : throw new BadAnswerException(NoHttp);
            else if (ValueOf(header, "Content-Length") is { } text)
                length = Number(text, NumberStyles.None);
        }

        if (chunked)
            return await ReadChunks().ConfigureAwait(false);
        return length is { } known ? await Read(known).ConfigureAwait(false) : await ReadRest().ConfigureAwait(false);
    }

    private static int StatusOf(string line) =>
        line.StartsWith("HTTP/1.", StringComparison.Ordinal) && line.Split(' ') is [_, { Length: 3 } status, ..]
            ? Number(status, NumberStyles.None)
            : throw new BadAnswerException(NoHttp);

    private static string? ValueOf(string header, string name) =>
        header.Length > name.Length && header[name.Length] == ':' && header.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            ? header.Substring(name.Length + 1).Trim()
            : null;

    private static int Number(string text, NumberStyles style) =>
        int.TryParse(text, style, CultureInfo.InvariantCulture, out var number) && number >= 0 ? number : throw new BadAnswerException(NoHttp);

    private async Task<byte[]> ReadChunks()
    {
        using var body = new MemoryStream();
        while (true)
        {
            var size = await ReadLine().ConfigureAwait(false);
            var length = Number(size.Split(';')[0].Trim(), NumberStyles.AllowHexSpecifier);
            if (length == 0)
                return body.ToArray();
            var chunk = await Read(length).ConfigureAwait(false);
            body.Write(chunk, 0, chunk.Length);
            if (await ReadLine().ConfigureAwait(false) is not "")
                throw new BadAnswerException(NoHttp);
        }
    }

    private async Task<byte[]> ReadRest()
    {
        while (await Fill().ConfigureAwait(false))
        {
        }

        return Take(_received.Length - _position);
    }

    private async Task<byte[]> Read(int length)
    {
        while (_received.Length - _position < length)
            await Require().ConfigureAwait(false);
        return Take(length);
    }

    private async Task<string> ReadLine()
    {
        var end = Array.IndexOf(_received, (byte)'\n', _position);
        while (end < 0)
        {
            var looked = _received.Length;
            await Require().ConfigureAwait(false);
            end = Array.IndexOf(_received, (byte)'\n', looked);
        }

        var line = Encoding.ASCII.GetString(Take(end + 1 - _position));
        return line.TrimEnd('\r', '\n');
    }

    private byte[] Take(int length)
    {
        var taken = new byte[length];
        Array.Copy(_received, _position, taken, 0, length);
        _position += length;
        return taken;
    }

    private async Task Require()
    {
        if (!await Fill().ConfigureAwait(false))
            throw new BadAnswerException("ended the connection in the middle of an answer");
    }

    private async Task<bool> Fill()
    {
        var more = await connection.Receive().ConfigureAwait(false);
        var known = _received.Length;
        Array.Resize(ref _received, known + more.Length);
        more.CopyTo(_received, known);
        return more.Length > 0;
    }
}
