namespace PackageCompiler.Tables;

/// <summary>Everything in the package but the cabinet.</summary>
/// <param name="Tables">Tables with their rows; an empty table is written too.</param>
/// <param name="Streams">What the stream columns of the tables hold.</param>
/// <param name="Summary">The summary information stream by property number.</param>
internal sealed record PackageDatabase(IReadOnlyList<Table> Tables, IReadOnlyList<PackageStream> Streams, IReadOnlyList<(int Id, string Value)> Summary);

/// <summary>A file that becomes a cell.</summary>
/// <param name="Table">The table with the cell.</param>
/// <param name="Id">The key of its row.</param>
/// <param name="File">The file.</param>
internal sealed record PackageStream(string Table, string Id, string File);
