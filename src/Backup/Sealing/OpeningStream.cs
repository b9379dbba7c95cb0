using System.Security.Cryptography;
using Octopus.Backup.Secrets;

namespace Octopus.Backup.Sealing;

/// <summary>Decrypts what <see cref="SealingStream"/> wrote. What it gives out is authentic; that it is whole is known at its end.</summary>
internal sealed class OpeningStream : OneWayStream
{
    private readonly Stream _source;
    private readonly AesGcm _cipher;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _part = new byte[Parts.Length];
    private byte[] _sealed = new byte[Parts.Length + Parts.TagLength];
    private byte[] _next = new byte[Parts.Length + Parts.TagLength];
    private int _sealedLength;
    private int _taken;
    private int _filled;
    private long _number;
    private bool _ended;

    /// <summary>Begins with an entry in a stream, which stays open.</summary>
    /// <exception cref="EndOfStreamException">The entry is shorter than any can be.</exception>
    public OpeningStream(Stream source, BackupKeys keys, string path)
    {
        _source = source;
        Span<byte> salt = stackalloc byte[Parts.SaltLength];
        source.ReadExactly(salt);
        _hash.AppendData(salt);
        _cipher = new AesGcm(keys.Entry(path, salt), Parts.TagLength);
        _sealedLength = Fetch(_sealed);
    }

    public override bool CanRead => true;

    /// <summary>The SHA-256 of everything read.</summary>
    public byte[] Hash() => _hash.GetCurrentHash();

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <exception cref="CryptographicException">A part is not what was written, or not the last although nothing follows.</exception>
    public override int Read(Span<byte> buffer)
    {
        while (_taken == _filled && !_ended)
            Open();
        var given = Math.Min(buffer.Length, _filled - _taken);
        _part.AsSpan(_taken, given).CopyTo(buffer);
        _taken += given;
        return given;
    }

    protected override void Dispose(bool disposing)
    {
        _cipher.Dispose();
        _hash.Dispose();
        base.Dispose(disposing);
    }

    private void Open()
    {
        var following = Fetch(_next);
        _filled = _sealedLength - Parts.TagLength;
        if (_filled < 0)
            throw new EndOfStreamException();
        _cipher.Decrypt(
            Parts.Nonce(_number++, last: following == 0),
            _sealed.AsSpan(0, _filled),
            _sealed.AsSpan(_filled, Parts.TagLength),
            _part.AsSpan(0, _filled));
        _taken = 0;
        _ended = following == 0;
        (_sealed, _next) = (_next, _sealed);
        _sealedLength = following;
    }

    private int Fetch(byte[] into)
    {
        var length = _source.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        _hash.AppendData(into.AsSpan(0, length));
        return length;
    }
}
