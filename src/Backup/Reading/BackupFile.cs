using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Octopus.Backup.Manifests;
using Octopus.Backup.Sealing;
using Octopus.Backup.Secrets;
using Octopus.Instances;

namespace Octopus.Backup.Reading;

/// <summary>A backup that is read. Nothing in it is believed before the secret has proved its manifest.</summary>
public sealed class BackupFile : IDisposable
{
    internal const string ManifestEntryName = "manifest.json";
    internal const string SealEntryName = "manifest.seal";

    /// <summary>
    /// The largest manifest, in bytes: some two hundred thousand files. It is read before anything proves it, so it must not fill the memory.
    /// </summary>
    internal const int LargestManifest = 64 * 1024 * 1024;

    private const int BufferLength = 128 * 1024;

    private readonly string _path;
    private readonly ZipArchive _archive;
    private readonly Dictionary<string, ZipArchiveEntry> _entries;
    private readonly BackupKeys _keys;

    private BackupFile(string path, ZipArchive archive, Dictionary<string, ZipArchiveEntry> entries, Manifest manifest, BackupKeys keys)
    {
        _path = path;
        _archive = archive;
        _entries = entries;
        _keys = keys;
        Manifest = manifest;
    }

    /// <summary>What it holds. It is authentic: who wrote it had the secret.</summary>
    public Manifest Manifest { get; }

    /// <summary>Opens a backup and proves its manifest; nobody can change the file until it is disposed.</summary>
    /// <exception cref="BackupException">
    /// <see cref="BackupError.FileUnusable"/> or <see cref="BackupError.SecretUnusable"/>, naming the file.
    /// </exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">This account may not read it.</exception>
    public static BackupFile Open(string path, BackupSecret secret)
    {
        var stream = OpenStream(path);
        BackupFile? opened = null;
        try
        {
            return opened = Reading(path, () => Open(path, secret, new ZipArchive(stream, ZipArchiveMode.Read)));
        }
        finally
        {
            if (opened is null)
                stream.Dispose();
        }
    }

    /// <summary>Reads what a backup says about itself, without proof: to choose among backups, and for nothing else.</summary>
    /// <inheritdoc cref="Open(string, BackupSecret)" path="/exception"/>
    public static Manifest Peek(string path)
    {
        using var stream = OpenStream(path);
        return Reading(path, () =>
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return ManifestOf(path, ReadWhole(path, EntriesOf(path, archive), ManifestEntryName));
        });
    }

    /// <summary>The settings of the instance as they were.</summary>
    /// <inheritdoc cref="Verify" path="/exception"/>
    public InstanceSettings Settings()
    {
        var configuration = Manifest.Entries.Single(entry => entry.Path.StartsWith(EntryPath.Configuration, StringComparison.Ordinal));
        if (configuration.Length > ConfigurationFile.LargestFile)
            throw Damaged(_path, "its configuration is too large for one");
        using var content = new MemoryStream();
        Extract(configuration, content, CancellationToken.None);
        content.Position = 0;
        try
        {
            return ConfigurationFile.Read(new(Manifest.InstanceName, configuration.Path), content);
        }
        catch (InstanceException unusable) when (unusable.Error == InstanceError.ConfigurationUnusable)
        {
            throw Damaged(_path, "it holds a configuration that was unusable when it was saved", unusable);
        }
    }

    /// <summary>Reads every file in it to its end and compares lengths and checksums.</summary>
    /// <exception cref="BackupException"><see cref="BackupError.FileUnusable"/>, naming the file in it that is damaged.</exception>
    public void Verify(CancellationToken cancellation)
    {
        foreach (var entry in Manifest.Entries)
            Extract(entry, Stream.Null, cancellation);
    }

    /// <summary>Writes one file of the backup to a stream. What was written is right only when this returns.</summary>
    /// <inheritdoc cref="Verify" path="/exception"/>
    public void Extract(ManifestEntry entry, Stream target, CancellationToken cancellation) => Reading(_path, () =>
    {
        using var source = _entries[entry.Path].Open();
        using var opening = new OpeningStream(source, _keys, entry.Path);
        using (var content = new DeflateStream(opening, CompressionMode.Decompress, leaveOpen: true))
            Copy(entry, content, target, cancellation);
        // Behind the end of the content nothing may follow; and the hash is of everything.
        if (opening.ReadByte() >= 0 || !opening.Hash().AsSpan().SequenceEqual(entry.Sha256))
            throw Damaged(_path, $"{entry.Path} in it is not what was saved");
        return true;
    });

    /// <inheritdoc/>
    public void Dispose()
    {
        // And the file with it.
        _archive.Dispose();
    }

    private static BackupFile Open(string path, BackupSecret secret, ZipArchive archive)
    {
        var entries = EntriesOf(path, archive);
        var text = ReadWhole(path, entries, ManifestEntryName);
        var manifest = ManifestOf(path, text);
        var keys = secret.KeysOf(path, manifest.KeyDerivation);
        if (!CryptographicOperations.FixedTimeEquals(keys.SealOf(text), ReadWhole(path, entries, SealEntryName)))
            throw Damaged(path, "its manifest is not the one that was written");
        RequireWhole(path, manifest, entries);
        return new(path, archive, entries, manifest, keys);
    }

    private static FileStream OpenStream(string path)
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BackupException(BackupError.FileUnusable, $"There is no backup {path}. Name a file that 'backup' has made.", missing);
        }
    }

    private static Dictionary<string, ZipArchiveEntry> EntriesOf(string path, ZipArchive archive)
    {
        var entries = new Dictionary<string, ZipArchiveEntry>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries)
        {
            if (entry.Length != entry.CompressedLength || !entries.TryAdd(entry.FullName, entry))
                throw Damaged(path, "it is packed in another way than 'backup' does");
        }

        return entries;
    }

    private static byte[] ReadWhole(string path, Dictionary<string, ZipArchiveEntry> entries, string name)
    {
        if (!entries.TryGetValue(name, out var entry))
            throw Damaged(path, $"it has no {name}");
        if (entry.Length > LargestManifest)
            throw Damaged(path, $"its {name} is larger than {LargestManifest / 1024 / 1024} MB");
        using var source = entry.Open();
        using var bytes = new MemoryStream();
        var buffer = new byte[BufferLength];
        while (source.Read(buffer) is > 0 and var count)
        {
            bytes.Write(buffer, 0, count);
            if (bytes.Length > entry.Length)
                throw Damaged(path, $"its {name} is longer than it says");
        }

        return bytes.ToArray();
    }

    private static Manifest ManifestOf(string path, byte[] text)
    {
        var format = JsonSerializer.Deserialize(text, ManifestJson.Default.ManifestFormat)?.Format;
        if (format > Manifest.CurrentFormat)
            throw new BackupException(BackupError.FileUnusable, $"{path} was made by a newer version, in format {format}. Restore it with a version that knows that format.");
        var manifest = format == Manifest.CurrentFormat ? JsonSerializer.Deserialize(text, ManifestJson.Default.Manifest) : null;
        return manifest ?? throw Damaged(path, "it says no format that there is");
    }

    private static void RequireWhole(string path, Manifest manifest, Dictionary<string, ZipArchiveEntry> entries)
    {
        var paths = manifest.Entries.Select(entry => entry.Path).ToList();
        if (paths.FirstOrDefault(name => EntryPath.Refusal(name) is not null) is { } illegal)
            throw Damaged(path, $"{illegal} in it {EntryPath.Refusal(illegal)}");
        if (EntryPath.Collision(paths) is { } twice)
            throw Damaged(path, $"{twice} is in it twice");
        if (manifest.ConfigurationInHome is { } inHome && EntryPath.Refusal(EntryPath.Home + inHome) is { } refusal)
            throw Damaged(path, $"{inHome} in it {refusal}");
        if (paths.Count(name => name.StartsWith(EntryPath.Configuration, StringComparison.Ordinal)) != 1)
            throw Damaged(path, "it does not hold one configuration");
        if (entries.Count != paths.Count + 2)
            throw Damaged(path, "it holds files that its manifest does not name");
        if (manifest.Entries.FirstOrDefault(entry => entry.Length < 0 || !entries.TryGetValue(entry.Path, out var stored) || stored.Length != entry.StoredLength) is { } missing)
            throw Damaged(path, $"{missing.Path} is not in it as its manifest says");
    }

    private void Copy(ManifestEntry entry, Stream content, Stream target, CancellationToken cancellation)
    {
        var buffer = new byte[BufferLength];
        long length = 0;
        while (content.Read(buffer) is > 0 and var count)
        {
            cancellation.ThrowIfCancellationRequested();
            length += count;
            if (length > entry.Length)
                throw Damaged(_path, $"{entry.Path} in it is longer than its manifest says");
            target.Write(buffer, 0, count);
        }

        if (length != entry.Length)
            throw Damaged(_path, $"{entry.Path} in it is shorter than its manifest says");
    }

    // Whatever somebody made of the file, these are what its readers say about it.
    private static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception damage) when (damage is InvalidDataException or EndOfStreamException or CryptographicException or JsonException or NotSupportedException or ArgumentException or OverflowException)
        {
            throw Damaged(path, "it is incomplete or was changed", damage);
        }
    }

    private static BackupException Damaged(string path, string how, Exception? cause = null) =>
        new(BackupError.FileUnusable, $"{path} is damaged or no backup: {how}. Use another copy of the file.", cause);
}
