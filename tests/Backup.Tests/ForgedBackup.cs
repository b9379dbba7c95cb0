using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Octopus.Backup.Manifests;
using Octopus.Backup.Reading;
using Octopus.Backup.Sealing;
using Octopus.Backup.Secrets;

namespace Octopus.Tests.Backup;

/// <summary>Makes backups that only somebody with the secret can make, and that 'backup' never would.</summary>
internal sealed class ForgedBackup(BackupSecret secret)
{
    private readonly BackupKeys keys = secret.NewKeys();

    public List<(ManifestEntry Entry, byte[] Stored)> Entries { get; } = [];

    /// <summary>Names in the archive that its manifest does not have, or has once.</summary>
    public List<(string Name, byte[] Stored)> More { get; } = [];

    public Func<Manifest, Manifest> Change { get; set; } = manifest => manifest;

    public CompressionLevel Packing { get; set; } = CompressionLevel.NoCompression;

    public ForgedBackup Add(string path, string text, long? length = null)
    {
        using var stored = new MemoryStream();
        using var sealing = new SealingStream(stored, keys, path);
        using (var compression = new DeflateStream(sealing, CompressionLevel.Optimal, leaveOpen: true))
            compression.Write(Encoding.UTF8.GetBytes(text));
        var hash = sealing.Complete();
        Entries.Add((new(path, length ?? Encoding.UTF8.GetByteCount(text), DateTimeOffset.UnixEpoch, stored.Length, hash), stored.ToArray()));
        return this;
    }

    public ForgedBackup AddConfiguration(string home) =>
        Add("configuration/Tentacle.config", $"<octopus-settings><set key=\"Octopus.Home\">{home}</set></octopus-settings>");

    public string Write(string path)
    {
        var manifest = Change(new Manifest
        {
            Format = Manifest.CurrentFormat,
            ProductVersion = "1.2.3",
            Application = "Tentacle",
            InstanceName = "Prod A",
            Created = DateTimeOffset.UnixEpoch,
            WithLogs = false,
            KeyDerivation = keys.Derivation,
            Entries = [.. Entries.Select(entry => entry.Entry)],
        });
        var text = JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.Manifest);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, bytes) in new[] { (BackupFile.ManifestEntryName, text), (BackupFile.SealEntryName, keys.SealOf(text)) }
            .Concat(Entries.Select(entry => (entry.Entry.Path, entry.Stored))).Concat(More))
        {
            using var target = archive.CreateEntry(name, Packing).Open();
            target.Write(bytes);
        }

        return path;
    }
}
