namespace Octopus.Instances;

/// <summary>The index that versions before 2016 kept in the registry.</summary>
public interface ILegacyIndex
{
    /// <summary>Every entry.</summary>
    IReadOnlyList<InstanceRecord> Read(Application application);

    /// <summary>Removes an entry and says whether there was one.</summary>
    bool Remove(Application application, string name);
}
