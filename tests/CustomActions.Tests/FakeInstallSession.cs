using Octopus.CustomActions;

namespace Octopus.Tests.CustomActions;

/// <summary>An installation in memory; unless told otherwise, of everything on a machine without the product.</summary>
internal sealed class FakeInstallSession : IInstallSession
{
    /// <summary>The condition of an installation after which Tentacle.exe is there.</summary>
    public const string PutsTentacleThere = "$TentacleExecutable = 3";

    public Dictionary<string, string> Properties { get; } = new(StringComparer.Ordinal)
    {
        ["ProductCode"] = "{00000000-0000-0000-0000-000000000002}",
        ["ProductVersion"] = "1.1.0",
        [SetupProperties.InstallFolder] = @"C:\Program Files\Octopus Deploy\Tentacle\",
        [ProductChange.Agents] = "1",
        [ProductChange.Manager] = "1",
    };

    /// <summary>What the last installation wrote down.</summary>
    public Dictionary<string, string> Installed { get; } = [];

    /// <summary>The files of the package.</summary>
    public List<string> Files { get; } = ["Octopus.Manager.exe", "Tentacle.exe"];

    /// <summary>The files of installed products, by product code, as far as their packages can be read.</summary>
    public Dictionary<string, IReadOnlyList<string>> Products { get; } = [];

    /// <summary>The products that are installed, by upgrade code.</summary>
    public Dictionary<string, IReadOnlyList<string>> Related { get; } = [];

    /// <summary>The conditions that hold.</summary>
    public HashSet<string> True { get; } = [PutsTentacleThere];

    public List<string> Stopped { get; } = [];

    public List<string> Told { get; } = [];

    public List<(string List, int Order, string Line)> Page { get; } = [];

    public int Expected { get; private set; }

    public string HandedOver => throw new InvalidOperationException("An immediate action is handed nothing over.");

    public string Read(string name) => Properties.GetValueOrDefault(name, "");

    public string? ReadInstalled(string name) => Installed.GetValueOrDefault(name);

    public IReadOnlyList<string> PackageFiles() => Files;

    public IReadOnlyList<string>? InstalledFiles(string productCode) => Products.GetValueOrDefault(productCode);

    public IReadOnlyList<string> RelatedProducts(string upgradeCode) => Related.GetValueOrDefault(upgradeCode, []);

    public bool Holds(string condition) => True.Contains(condition);

    public void Write(string name, string value) => Properties[name] = value;

    public void ListAsStopped(IEnumerable<string> services) => Stopped.AddRange(services);

    public void ListOnPage(string list, int order, string line) => Page.Add((list, order, line));

    public void Expect(int lines) => Expected += lines;

    public void Tell(params IReadOnlyList<string> lines) => Told.AddRange(lines);
}
