using PackageCompiler.Sequence;
using PackageCompiler.Source;

namespace PackageCompiler.Authoring;

/// <summary>One thing a source declares. A kind and an id name it within the package; an empty id needs no name.</summary>
internal abstract record Symbol(SourceLocation At, string Id);

internal sealed record PackageSymbol(SourceLocation At, string Name, string Manufacturer, string Version, int Language, string UpgradeCode, int InstallerVersion) : Symbol(At, "");

internal sealed record SummarySymbol(SourceLocation At, string? Description, string? Keywords, string? Manufacturer) : Symbol(At, "");

internal sealed record MediaTemplateSymbol(SourceLocation At) : Symbol(At, "");

internal sealed record UpgradeSymbol(SourceLocation At, string Schedule, bool AllowDowngrades, bool AllowSameVersion, bool MigrateFeatures, bool IgnoreRemoveFailure, string? DowngradeMessage) : Symbol(At, "");

internal sealed record LaunchSymbol(SourceLocation At, string Condition, string Message) : Symbol(At, "");

internal sealed record FeatureSymbol(SourceLocation At, string Id, string? Title, string? Description, int Level, string? Directory, int Attributes) : Symbol(At, Id);

internal sealed record DirectorySymbol(SourceLocation At, string Id, string Parent, string Name) : Symbol(At, Id);

internal sealed record GroupSymbol(SourceLocation At, string Id) : Symbol(At, Id);

/// <summary>A component and the group or feature that holds it.</summary>
internal sealed record ComponentSymbol(SourceLocation At, string Id, string Holder, string Directory, string Guid, bool Is64Bit, string? Condition) : Symbol(At, Id);

/// <summary>A feature takes in all components of a group.</summary>
internal sealed record GroupUseSymbol(SourceLocation At, string Feature, string Group) : Symbol(At, "");

internal sealed record HarvestSymbol(SourceLocation At, string Holder, string Directory, string Include, IReadOnlyList<string> Excludes) : Symbol(At, "");

internal sealed record FileSymbol(SourceLocation At, string Id, string Component, string Source, string Name, bool IsKeyPath) : Symbol(At, Id);

internal sealed record RegistrySymbol(SourceLocation At, string Id, string Component, RegistryRoot Root, string Key, string Name, string Value, bool IsKeyPath) : Symbol(At, Id);

internal sealed record ServiceControlSymbol(SourceLocation At, string Id, string Component, string Name, int Events, int? Wait) : Symbol(At, Id);

internal sealed record ShortcutSymbol(SourceLocation At, string Id, string Component, string Directory, string Name, string Target, string? Arguments, string? Description, string? Icon, string? WorkingDirectory) : Symbol(At, Id);

/// <summary>A folder that goes when it is empty; the events are those of the RemoveFile table.</summary>
internal sealed record RemoveFolderSymbol(SourceLocation At, string Id, string Component, string Directory, int Events) : Symbol(At, Id);

internal sealed record PropertySymbol(SourceLocation At, string Id, string? Value, bool Secure) : Symbol(At, Id);

internal sealed record RegistrySearchSymbol(SourceLocation At, string Id, string Property, RegistryRoot Root, string Key, string Name, int Type) : Symbol(At, Id);

internal sealed record BinarySymbol(SourceLocation At, string Id, string Source) : Symbol(At, Id);

internal sealed record IconSymbol(SourceLocation At, string Id, string Source) : Symbol(At, Id);

internal sealed record CustomActionSymbol(SourceLocation At, string Id, int Type, string Source, string Target) : Symbol(At, Id);

/// <summary>A row of a sequence table before it has a number.</summary>
internal sealed record ScheduleSymbol(SourceLocation At, SequenceTable Table, string Action, string? Before, string? After, string? Condition) : Symbol(At, $"{Table}/{Action}");

/// <summary>A standard action that stays where it is and runs under another condition.</summary>
internal sealed record ConditionSymbol(SourceLocation At, SequenceTable Table, string Action, string Condition) : Symbol(At, $"{Table}/{Action}");

internal sealed record UiSymbol(SourceLocation At, string Id) : Symbol(At, Id);

internal sealed record ProgressTextSymbol(SourceLocation At, string Action, string Message, string? Template) : Symbol(At, Action);

internal sealed record ErrorSymbol(SourceLocation At, int Number, string Message) : Symbol(At, Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
