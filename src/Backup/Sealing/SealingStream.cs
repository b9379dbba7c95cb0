using System.Security.Cryptography;
using Octopus.Backup.Secrets;

namespace Octopus.Backup.Sealing;

/// <summary>Encrypts what is written to it; see <see cref="Parts"/>. It is whole only after <see cref="Complete"/>.</summary>
internal sealed class SealingStream : OneWayStream
{
    private readonly Stream _target;
    private readonly AesGcm _cipher;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _part = new byte[Parts.Length];
    private readonly byte[] _sealed = new byte[Parts.Length + Parts.TagLength];
    private int _filled;
    private long _number;

    /// <summary>Begins an entry in a stream, which stays open.</summary>
    public SealingStream(Stream target, BackupKeys keys, string path)
    {
        _target = target;
        var salt = RandomNumberGenerator.GetBytes(Parts.SaltLength);
        _cipher = new AesGcm(keys.Entry(path, salt), Parts.TagLength);
        Put(salt);
    }

    /// <summary>The bytes written so far.</summary>
    public long StoredLength { get; private set; }

    public override bool CanWrite => true;

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            // A full part waits until more comes: only then it is known not to be the last.
            if (_filled == Parts.Length)
                Seal(last: false);
            var taken = Math.Min(buffer.Length, Parts.Length - _filled);
            buffer[..taken].CopyTo(_part.AsSpan(_filled));
            _filled += taken;
            buffer = buffer[taken..];
        }
    }

    /// <summary>Writes the last part and returns the SHA-256 of everything written.</summary>
    public byte[] Complete()
    {
        Seal(last: true);
        return _hash.GetHashAndReset();
    }

    protected override void Dispose(bool disposing)
    {
        _cipher.Dispose();
        _hash.Dispose();
        base.Dispose(disposing);
    }

    private void Seal(bool last)
    {
        _cipher.Encrypt(
            Parts.Nonce(_number++, last), _part.AsSpan(0, _filled), _sealed.AsSpan(0, _filled), _sealed.AsSpan(_filled, Parts.TagLength));
        Put(_sealed.AsSpan(0, _filled + Parts.TagLength));
        _filled = 0;
    }

    private void Put(ReadOnlySpan<byte> bytes)
    {
        _target.Write(bytes);
        _hash.AppendData(bytes);
        StoredLength += bytes.Length;
    }
}
