using Octopus.Instances;
using Octopus.Tests.Support;

namespace Octopus.Tests.Instances;

/// <summary>A store in a folder of the test's own.</summary>
public abstract class StoreTest : IDisposable
{
    private readonly TempFolder machine = new();

    protected MachineFolder Machine => new(machine.Path);

    protected string Folder => Machine.Instances(Application.Tentacle);

    protected string LockFile => new MachineFolder(machine.Path).InstancesLock(Application.Tentacle);

    protected InstanceStore Store => field ??= Create();

    /// <summary>A store as another program would open it.</summary>
    protected InstanceStore Create(params InstanceRecord[] legacy) =>
        new(new(machine.Path), Application.Tentacle, new FakeLegacyIndex(legacy));

    /// <summary>A store that waits only so long for another program.</summary>
    protected InstanceStore Create(TimeSpan patience) => new(new(machine.Path), Application.Tentacle, new FakeLegacyIndex(), patience);

    protected static InstanceRecord Record(string name) => new(name, $@"C:\Octopus\{name}\Tentacle.config");

    protected string PathOf(string slug) => Path.Combine(Folder, slug + ".config");

    protected void Place(string file, string text) => Place(file, System.Text.Encoding.UTF8.GetBytes(text));

    protected void Place(string file, byte[] bytes)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllBytes(Path.Combine(Folder, file), bytes);
    }

    protected string[] Names() => [.. Store.Read().Instances.Select(record => record.Name)];

    protected static InstanceException Refuses(InstanceError error, Action action)
    {
        var refusal = Assert.ThrowsExactly<InstanceException>(action);
        Assert.AreEqual(error, refusal.Error, refusal.Message);
        return refusal;
    }

    public void Dispose()
    {
        machine.Dispose();
        GC.SuppressFinalize(this);
    }
}
