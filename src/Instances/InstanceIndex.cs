namespace Octopus.Instances;

/// <summary>What the index of one application holds.</summary>
/// <param name="Instances">The readable records, by name.</param>
/// <param name="Problems">One entry for each record that cannot be read; none of them hides a good one.</param>
public sealed record InstanceIndex(IReadOnlyList<InstanceRecord> Instances, IReadOnlyList<RecordProblem> Problems);

/// <summary>A record that cannot be read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">Why, as the end of a sentence that begins with the path.</param>
public sealed record RecordProblem(string Path, string Reason)
{
    /// <summary>What to do about it, as an imperative without its full stop.</summary>
    public string NextStep
    {
        get
        {
            var previous = Path + AtomicFile.PreviousEnding;
            return File.Exists(previous) ? $"Restore it from {previous}, or move it away" : "Move it away";
        }
    }

    /// <summary>Whether the file is where the record of that instance would be.</summary>
    public bool IsInPlaceOf(string instance) =>
        System.IO.Path.GetFileNameWithoutExtension(Path).Equals(InstanceName.Slug(instance), StringComparison.OrdinalIgnoreCase);
}
