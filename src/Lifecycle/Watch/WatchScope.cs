using Octopus.Instances;

namespace Octopus.Lifecycle.Watch;

/// <summary>Which instances are watched: those that are named, or all.</summary>
public sealed class WatchScope
{
    /// <summary>In place of names: every instance, also one that is made later. No instance can have this name.</summary>
    public const string Everything = "*";

    private WatchScope(IReadOnlyList<string> names) => Names = names;

    /// <summary>Every instance.</summary>
    public static WatchScope All { get; } = new([Everything]);

    /// <summary>The names; only <see cref="Everything"/> when all are watched.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Whether every instance is watched.</summary>
    public bool IsAll => Names is [Everything];

    /// <summary>The instances of these names, or all when <see cref="Everything"/> is among them.</summary>
    /// <exception cref="ArgumentException">There is no name.</exception>
    public static WatchScope Of(IEnumerable<string> names)
    {
        var distinct = names.Where(name => name.Trim().Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return distinct.Count == 0 ? throw new ArgumentException("Nothing is named.", nameof(names))
            : distinct.Contains(Everything) ? All
            : new(distinct);
    }

    /// <summary>Whether an instance is watched.</summary>
    public bool Covers(string instance) => IsAll || Names.Any(name => InstanceName.IsSame(name, instance));

    /// <summary>The names for people.</summary>
    public override string ToString() => IsAll ? "all instances" : string.Join(", ", Names.Select(name => $"'{name}'"));
}
