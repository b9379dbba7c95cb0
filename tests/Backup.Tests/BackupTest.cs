using System.Text;
using Microsoft.Extensions.Time.Testing;
using Octopus.Backup;
using Octopus.Backup.Manifests;
using Octopus.Backup.Reading;
using Octopus.Backup.Restoring;
using Octopus.Backup.Saving;
using Octopus.Backup.Secrets;
using Octopus.Instances;
using Octopus.Tests.Support;

namespace Octopus.Tests.Backup;

/// <summary>A machine with the instance Prod A, which has a certificate, data, logs and work, and a place for backups.</summary>
public abstract class BackupTest : IDisposable
{
    protected const string Name = "Prod A";

    private readonly TempFolder folder = new();

    protected BackupTest()
    {
        Store = new InstanceStore(Machine, Application.Tentacle, new FakeLegacyIndex());
        Add("Certificate/agent.pem", "the private key");
        Add("DeploymentJournal.xml", "<deployments/>");
        Add("Files/package.zip", new string('p', 300_000));
        Add("Logs/OctopusTentacle.txt", "a line of the log");
        Add("Work/1/script.ps1", "exit 1");
        Add("left.tmp", "temporary");
        ConfigurationFile.Write(Record, new(new Dictionary<string, string> { ["Tentacle.Password"] = "the password in the settings" })
        {
            Home = Home,
            Port = 10940,
            Applications = Path.Combine(Home, "Applications"),
        });
        new HomeMark("Tentacle", Name).Write(Home);
        Store.Add(Record);
    }

    public TestContext TestContext { get; set; } = null!;

    protected CancellationToken Cancellation => TestContext.CancellationToken;

    protected static BackupSecret Secret { get; } = BackupSecret.FromKey([.. Enumerable.Range(0, 32).Select(number => (byte)number)]);

    protected MachineFolder Machine => new(Path.Combine(folder.Path, "machine"));

    protected string Home => Path.Combine(Machine.Path, "Tentacle", "Homes", "prod-a");

    protected InstanceRecord Record => new(Name, Path.Combine(Home, "Tentacle.config")) { Home = Home };

    protected IInstanceStore Store { get; }

    protected FakeTimeProvider Time { get; } = new(new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero)) { AutoAdvanceAmount = TimeSpan.Zero };

    protected FakeFolderProtection Protection { get; } = new();

    protected FakeFolderRemoval Removal { get; } = new();

    protected RestoreJournals Journals => new(Machine, Application.Tentacle, Protection);

    protected InstanceRestore Restore => new(Store, Journals, Protection, Removal, _ => long.MaxValue);

    protected BackupRequest Request => new()
    {
        Application = Application.Tentacle,
        Record = Record,
        Home = Home,
        Target = PathTo("backups", BackupName.Of(Name, Time.GetUtcNow())),
        Secret = Secret,
        ProductVersion = "1.2.3",
    };

    public void Dispose()
    {
        folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected string PathTo(params ReadOnlySpan<string> parts) => Path.Combine([folder.Path, .. parts]);

    protected void Add(string path, string text)
    {
        var file = Path.Combine(Home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    protected Task<Manifest> Save(BackupRequest request) => new InstanceBackup(TimeProvider.System).Save(request, Cancellation);

    protected async Task<string> Saved()
    {
        await Save(Request);
        return Request.Target;
    }

    protected static BackupFile Open(string path) => BackupFile.Open(path, Secret);

    protected string TextOf(BackupFile backup, string path)
    {
        using var content = new MemoryStream();
        backup.Extract(backup.Manifest.Entries.Single(entry => entry.Path == path), content, Cancellation);
        return Encoding.UTF8.GetString(content.ToArray());
    }

    /// <summary>Everything below a folder, by path, with its text; equal when nothing has changed.</summary>
    protected static string Everything(string root) => !Directory.Exists(root) ? "" : string.Join(
        '\n',
        Directory.EnumerateFileSystemEntries(root, "*", SearchOption.AllDirectories)
            // What a record said before stays beside it.
            .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal) && Path.GetFileName(path) != "prod-a.config.previous")
            .Order(StringComparer.Ordinal)
            .Select(path => $"{Path.GetRelativePath(root, path)} {(Directory.Exists(path) ? "" : File.ReadAllText(path))}"));

    /// <summary>The same of all that tests have, without the folder of journals, which is empty when nothing is in progress.</summary>
    protected string Everything()
    {
        Assert.IsEmpty(Journals.Read());
        return string.Join('\n', Everything(folder.Path).Split('\n').Where(line => line != "machine/Setup/Restores "));
    }

    protected RestoreRequest RestoreTo(BackupFile backup, string name, string home, bool replaces, string? configuration = null, int port = 10940) => new()
    {
        Backup = backup,
        Record = new(name, configuration ?? Path.Combine(home, "Tentacle.config")) { Home = home },
        Before = replaces ? Record : null,
        Home = home,
        Settings = RestoredSettings.Move(backup.Settings(), home, port),
    };
}
