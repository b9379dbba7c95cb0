namespace Octopus.Instances;

/// <summary>What the index of one application holds.</summary>
/// <param name="Instances">The readable records, by name.</param>
/// <param name="Problems">One entry for each record that cannot be read; none of them hides a good one.</param>
public sealed record InstanceIndex(IReadOnlyList<InstanceRecord> Instances, IReadOnlyList<RecordProblem> Problems);

/// <summary>A record that cannot be read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Reason">Why, as the end of a sentence that begins with the path.</param>
public sealed record RecordProblem(string Path, string Reason);
