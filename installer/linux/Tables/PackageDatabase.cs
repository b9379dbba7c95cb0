namespace PackageCompiler.Tables;

/// <summary>Everything in the package but the cabinet.</summary>
/// <param name="Tables">Tables with their rows; an empty table is written too.</param>
/// <param name="Binaries">Files of the Binary table by id.</param>
/// <param name="Summary">The summary information stream by property number.</param>
internal sealed record PackageDatabase(IReadOnlyList<Table> Tables, IReadOnlyDictionary<string, string> Binaries, IReadOnlyList<(int Id, string Value)> Summary);
