namespace Octopus.Instances;

/// <summary>What the index of one application holds.</summary>
/// <param name="Instances">The readable records, by name.</param>
/// <param name="Problems">One entry for each record that cannot be read; none of them hides a good one.</param>
public sealed record InstanceIndex(IReadOnlyList<InstanceRecord> Instances, IReadOnlyList<RecordProblem> Problems)
{
    /// <summary>The instance of that name, as <see cref="InstanceName.Find"/> says; <see langword="null"/> when there is none.</summary>
    public InstanceRecord? Find(string name) => InstanceName.Find(Instances, record => record.Name, name);
}

/// <summary>A record that cannot be read, or is none.</summary>
/// <param name="Path">The file, or the key of the registry.</param>
/// <param name="Reason">Why, as the end of a sentence that begins with the path.</param>
public sealed record RecordProblem(string Path, string Reason)
{
    /// <summary>The name of the key when it is one of the registry; <see langword="null"/> when it is a file.</summary>
    public string? Key { get; init; }

    /// <summary>What to do about a file that cannot be opened.</summary>
    public const string TryAgain = "Try again when no program has it open and your account may read it";

    /// <summary>
    /// Whether the file is there and could not be opened: somebody has it to himself, or the caller may not read it. It may hold the
    /// record of any instance, so nobody knows what that one owns. Default: no.
    /// </summary>
    public bool CannotBeOpened { get; init; }

    /// <summary>What to do about it, as an imperative without its full stop.</summary>
    public string NextStep
    {
        get
        {
            if (CannotBeOpened)
                return TryAgain;
            if (Key is not null)
                return "Correct the key, or remove it if nobody needs it";
            var previous = Path + AtomicFile.PreviousEnding;
            return File.Exists(previous) ? $"Correct it, or restore it from {previous}" : "Correct it";
        }
    }

    /// <summary>Whether it is where the record of that instance would be.</summary>
    public bool IsInPlaceOf(string instance) =>
        InstanceName.Slug(Key ?? System.IO.Path.GetFileNameWithoutExtension(Path)).Equals(InstanceName.Slug(instance), StringComparison.OrdinalIgnoreCase);
}
