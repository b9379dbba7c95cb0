namespace PackageCompiler.Sequence;

/// <summary>The five sequences, by the names of their tables.</summary>
internal enum SequenceTable
{
    AdminExecuteSequence,
    AdminUISequence,
    AdvtExecuteSequence,
    InstallExecuteSequence,
    InstallUISequence,
}
