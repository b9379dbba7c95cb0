using Microsoft.Win32;
using Octopus.Instances;

namespace Octopus.CustomActions;

/// <summary>The installation as Windows Installer's session has it.</summary>
internal sealed class InstallSession(Session session) : IInstallSession
{
    /// <summary>msidbServiceControlEventStop and msidbServiceControlEventUninstallStop.</summary>
    private const int StopAlways = 0x002 | 0x020;

    /// <summary>The first field of a Progress record that moves the bar.</summary>
    private const int MoveBar = 2;

    /// <summary>The first field of a Progress record that makes the bar longer.</summary>
    private const int LengthenBar = 3;

    public string Read(string name) => session[name];

    public string? ReadInstalled(string name)
    {
        using var machine = RegistryKey.OpenBaseKey(RegistryHive.LocalMachine, RegistryView.Registry64);
        using var product = machine.OpenSubKey($@"Software\Octopus\{Application.Tentacle.Name}");
        return product?.GetValue(name) as string;
    }

    public IReadOnlyList<string> PackageFiles() => FileTable.Read(session.Database);

    public IReadOnlyList<string>? InstalledFiles(string productCode)
    {
        try
        {
            using var package = new Database(new ProductInstallation(productCode).LocalPackage, DatabaseOpenMode.ReadOnly);
            return FileTable.Read(package);
        }
        catch (Exception unreadable) when (unreadable is InstallerException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            Tell($"The package of {productCode} cannot be read, so its files are not known: {unreadable.Message}");
            return null;
        }
    }

    public IReadOnlyList<string> RelatedProducts(string upgradeCode) => [.. ProductInstallation.GetRelatedProducts(upgradeCode).Select(Describe)];

    public bool Holds(string condition) => session.EvaluateCondition(condition);

    public void Write(string name, string value) => session[name] = value;

    // Not DTF's CustomActionData: its key=value text would have to be taken apart again by every reader of a log.
    public string HandedOver => session["CustomActionData"];

    public void ListAsStopped(IEnumerable<string> services)
    {
        // The package lists the default instance's service, so there is always a row, and its component is the executable's.
        var rows = session.Database.ExecuteQuery("SELECT `Name`, `Component_` FROM `ServiceControl`").Cast<string>().ToList();
        var listed = new HashSet<string>(rows.Where((_, index) => index % 2 == 0));
        using var all = session.Database.OpenView(
            "SELECT `ServiceControl`, `Name`, `Event`, `Arguments`, `Wait`, `Component_` FROM `ServiceControl`");
        all.Execute();
        var number = 0;
        foreach (var name in services.Select(Escaped).Where(listed.Add))
        {
            using var record = new Record($"RecordedInstance{number++}", name, StopAlways, null, 1, rows[1]);
            all.InsertTemporary(record);
        }
    }

    public void ListOnPage(string list, int order, string line)
    {
        using var all = session.Database.OpenView("SELECT `Property`, `Order`, `Value`, `Text` FROM `ListBox`");
        all.Execute();
        using var record = new Record(list, order, order.ToString(System.Globalization.CultureInfo.InvariantCulture), Escaped(line));
        all.InsertTemporary(record);
    }

    public void Expect(int lines)
    {
        using var more = new Record(LengthenBar, lines, 0);
        session.Message(InstallMessage.Progress, more);
    }

    // Few messages: each is a call into another process, and between the last stop and the first start the lines of a hundred instances.
    public void Tell(params IReadOnlyList<string> lines)
    {
        if (lines.Count > 0)
        {
            session.Write(InstallMessage.Info, string.Join(Environment.NewLine, lines));
            using var data = new Record(lines[lines.Count - 1]);
            session.Message(InstallMessage.ActionData, data);
        }

        using var progress = new Record(MoveBar, lines.Count, 0);
        session.Message(InstallMessage.Progress, progress);
    }

    private static string Describe(ProductInstallation product)
    {
        try
        {
            return $"{product.ProductName} {product.ProductVersion}";
        }
        catch (Exception unknown) when (unknown is InstallerException or ArgumentException)
        {
            return product.ProductCode;
        }
    }

    // The column is formatted text: a bracket in a name would be read as the beginning of a property.
    private static string Escaped(string text) => text.Replace("[", "[\\[]");
}
