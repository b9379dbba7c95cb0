namespace PackageCompiler.Sequence;

/// <summary>The standard actions our packages have, with the numbers WiX gives them.</summary>
internal static class StandardActions
{
    /// <summary>Without a usual number: they stand only where a package puts them.</summary>
    private static readonly string[] Movable = ["InstallExecute", "InstallExecuteAgain", "RemoveExistingProducts"];

    private static readonly StandardAction[] Costing =
    [
        new("CostInitialize", 800), new("FileCost", 900), new("CostFinalize", 1000),
    ];

    private static readonly StandardAction[] Transaction =
    [
        new("InstallValidate", 1400), new("InstallInitialize", 1500), new("InstallFinalize", 6600),
    ];

    public static bool CanMove(string action) => Movable.Contains(action);

    public static bool IsKnown(string action) => CanMove(action)
        || Enum.GetValues<SequenceTable>().Any(table => In(table, new(true, true, true, true, true, true)).Any(known => known.Name == action));

    /// <summary>What a sequence holds before the package adds anything of its own.</summary>
    public static IReadOnlyList<StandardAction> In(SequenceTable table, Needs needs) => table switch
    {
        SequenceTable.AdminExecuteSequence =>
            [.. Costing, .. Transaction, new("InstallAdminPackage", 3900), new("InstallFiles", 4000)],
        SequenceTable.AdminUISequence =>
            [.. Costing, new("ExecuteAction", 1300)],
        SequenceTable.AdvtExecuteSequence =>
            [Costing[0], Costing[2], .. Transaction, .. Shortcuts(needs), new("PublishFeatures", 6300), new("PublishProduct", 6400)],
        SequenceTable.InstallUISequence =>
            [.. Start(needs), new("ValidateProductID", 700), .. Costing, .. Migration(needs), new("ExecuteAction", 1300)],
        _ =>
        [
            .. Start(needs), new("ValidateProductID", 700), .. Costing, .. Migration(needs), .. Transaction,
            new("ProcessComponents", 1600), new("UnpublishFeatures", 1800), .. Work(needs),
            new("RegisterUser", 6000), new("RegisterProduct", 6100), new("PublishFeatures", 6300), new("PublishProduct", 6400),
        ],
    };

    private static IEnumerable<StandardAction> Start(Needs needs)
    {
        yield return new("FindRelatedProducts", 25);
        if (needs.Searches)
            yield return new("AppSearch", 50);
        if (needs.LaunchConditions)
            yield return new("LaunchConditions", 100);
    }

    private static IEnumerable<StandardAction> Migration(Needs needs) =>
        needs.FeatureMigration ? [new("MigrateFeatureStates", 1200)] : [];

    private static IEnumerable<StandardAction> Shortcuts(Needs needs) =>
        needs.Shortcuts ? [new("CreateShortcuts", 4500)] : [];

    private static IEnumerable<StandardAction> Work(Needs needs)
    {
        yield return new("RemoveFiles", 3500);
        yield return new("RemoveFolders", 3600);
        yield return new("CreateFolders", 3700);
        yield return new("InstallFiles", 4000);
        if (needs.Registry)
        {
            yield return new("RemoveRegistryValues", 2600);
            yield return new("WriteRegistryValues", 5000);
        }
        foreach (var action in Shortcuts(needs))
            yield return action;
        if (needs.Shortcuts)
            yield return new("RemoveShortcuts", 3200);
        if (needs.Services)
        {
            yield return new("StopServices", 1900, "VersionNT");
            yield return new("DeleteServices", 2000, "VersionNT");
            yield return new("StartServices", 5900, "VersionNT");
        }
    }

    /// <summary>Which tables a package fills; each brings its actions.</summary>
    internal sealed record Needs(bool Searches, bool LaunchConditions, bool FeatureMigration, bool Registry, bool Services, bool Shortcuts);
}
