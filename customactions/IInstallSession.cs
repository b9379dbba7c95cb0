namespace Octopus.CustomActions;

/// <summary>What an action sees of the running installation.</summary>
public interface IInstallSession
{
    /// <summary>Reads a property; empty when it is not set. After costing a directory's property is its path. Deferred actions can read none.</summary>
    string Read(string name);

    /// <summary>Reads what the last installation wrote down about itself; <see langword="null"/> when there was none.</summary>
    string? ReadInstalled(string name);

    /// <summary>The files of the package, each relative to the install folder.</summary>
    IReadOnlyList<string> PackageFiles();

    /// <summary>
    /// The files of an installed product, each relative to its install folder; <see langword="null"/> when its package cannot be read.
    /// </summary>
    /// <param name="productCode">The product, as the installer writes it: in braces.</param>
    IReadOnlyList<string>? InstalledFiles(string productCode);

    /// <summary>The products of an upgrade code that are installed, each with its name and version, or with its product code where nothing else is known.</summary>
    /// <param name="upgradeCode">The code, as the installer writes it: in braces.</param>
    IReadOnlyList<string> RelatedProducts(string upgradeCode);

    /// <summary>Whether a condition, in the installer's language, holds.</summary>
    bool Holds(string condition);

    /// <summary>Sets a property. One with the name of a deferred action becomes that action's data.</summary>
    void Write(string name, string value);

    /// <summary>The data that was handed to this deferred action.</summary>
    string HandedOver { get; }

    /// <summary>Lists services as ones that the installer stops, for this run only.</summary>
    void ListAsStopped(IEnumerable<string> services);

    /// <summary>Adds a line to a list of the dialogs, for this run only.</summary>
    /// <param name="list">The property of the list.</param>
    /// <param name="order">Its place, from 1.</param>
    /// <param name="line">The line.</param>
    void ListOnPage(string list, int order, string line);

    /// <summary>Makes room on the progress bar for lines that deferred actions will tell.</summary>
    void Expect(int lines);

    /// <summary>
    /// Writes lines to the log and shows the last one as the action's progress: of many that come at once nobody could read the others.
    /// No line at all only asks whether the user cancelled.
    /// </summary>
    /// <exception cref="InstallCanceledException">The user did.</exception>
    void Tell(params IReadOnlyList<string> lines);
}
