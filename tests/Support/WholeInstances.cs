using System.Collections.Concurrent;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Tests.Support;

/// <summary>
/// An index in which every instance that has a service is whole: a record, a configuration and a certificate, made on disk when somebody
/// first asks. A test breaks what it likes.
/// </summary>
/// <param name="services">The services.</param>
/// <param name="folder">A folder of the test's own; the files are beside it.</param>
public sealed class WholeInstances(IServiceManager services, TempFolder folder) : IInstanceStore
{
    private const int FirstPort = 20000;

    private readonly ConcurrentDictionary<string, InstanceRecord> records = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Instances without a record.</summary>
    public HashSet<string> Unrecorded { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Records that cannot be read.</summary>
    public List<RecordProblem> Problems { get; } = [];

    public Application Application => Application.Tentacle;

    /// <summary>The configuration of an instance, which is made when it is not there yet.</summary>
    public string ConfigurationOf(string instance) => Record(instance).ConfigurationFilePath;

    /// <summary>The certificate of an instance, which is made when it is not there yet.</summary>
    public string CertificateOf(string instance) => Path.Combine(HomeOf(Record(instance)), "Certificate", "agent.pem");

    /// <summary>Writes another configuration of an instance.</summary>
    public void Configure(string instance, Action<InstanceSettings> change)
    {
        var settings = ConfigurationFile.Read(Record(instance));
        change(settings);
        ConfigurationFile.Write(Record(instance), settings);
    }

    public InstanceIndex Read() =>
        new([.. services.List().Where(service => Application.IsServiceName(service.Name)).Select(service => NameOf(service.Name)).Where(name => !Unrecorded.Contains(name)).Select(Record)], Problems);

    public IDisposable Lock() => throw new NotSupportedException();

    public void RequireFree(InstanceRecord record) => throw new NotSupportedException();

    public void Add(InstanceRecord record) => throw new NotSupportedException();

    public void Rename(string name, InstanceRecord record) => throw new NotSupportedException();

    public void Remove(string name) => throw new NotSupportedException();

    private InstanceRecord Record(string instance) => records.GetOrAdd(instance, Make);

    private InstanceRecord Make(string instance)
    {
        var home = Path.Combine(Path.GetDirectoryName(folder.Path)!, "homes", InstanceName.Slug(instance));
        var record = new InstanceRecord(instance, Path.Combine(home, "Tentacle.config"));
        ConfigurationFile.Write(record, new(new Dictionary<string, string>()) { Home = home, Port = FirstPort + records.Count });
        Directory.CreateDirectory(Path.Combine(home, "Certificate"));
        File.WriteAllText(
            Path.Combine(home, "Certificate", "agent.pem"),
            "-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----\n-----BEGIN RSA PRIVATE KEY-----\nMII=\n-----END RSA PRIVATE KEY-----\n");
        return record;
    }

    private static string HomeOf(InstanceRecord record) => Path.GetDirectoryName(record.ConfigurationFilePath)!;

    private static string NameOf(string service) =>
        service.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var at ? service[(at + 2)..] : Application.Tentacle.DefaultInstance;
}
