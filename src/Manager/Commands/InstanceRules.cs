using Octopus.Cli;
using Octopus.Cli.Instances;
using Octopus.Instances;
using Octopus.Services;

namespace Octopus.Manager.Commands;

/// <summary>Whether what a person types could be, by the rules and in the sentences of the commands that will be given it.</summary>
/// <param name="host">The machine.</param>
public sealed class InstanceRules(CommandHost host)
{
    // What cannot be read of other instances is told where instances are shown.
    private readonly InstanceCatalog _catalog = new(host with { Error = TextWriter.Null });

    /// <summary>What is wrong with the name of an instance; <see langword="null"/> when nothing is.</summary>
    /// <param name="name">The name.</param>
    /// <param name="renamed">The instance that gets it, when it is there already.</param>
    public string? NameProblem(string name, string? renamed = null) => Problem(() =>
    {
        name = InstanceName.Check(name);
        if (renamed is null || !InstanceName.Slug(name).Equals(InstanceName.Slug(renamed), StringComparison.OrdinalIgnoreCase))
            _catalog.RequireFreeName(RecordOf(name));
    });

    /// <summary>What is wrong with the port of an instance.</summary>
    /// <param name="port">The port, as typed.</param>
    /// <param name="instance">The instance that gets it.</param>
    /// <param name="current">The port it has now.</param>
    public string? PortProblem(string port, string instance, int? current = null) =>
        int.TryParse(port, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? Problem(() => _catalog.RequireFreePort(number, RecordOf(instance), current))
            : $"'{port}' is not a TCP port. Choose one from {InstanceSettings.LowestPort} to {InstanceSettings.HighestPort}.";

    /// <summary>What is wrong with the home of an instance.</summary>
    /// <param name="home">The folder.</param>
    /// <param name="instance">The instance that gets it.</param>
    public string? HomeProblem(string home, string instance)
    {
        if (home.Trim().Length == 0)
            return "Name a folder for its logs and data.";
        return Path.IsPathFullyQualified(home)
            ? Problem(() => _catalog.RequireFreeHome(home, RecordOf(instance)))
            : $"'{home}' is not a whole path. Begin with a drive, or with the name of a share.";
    }

    /// <summary>What is wrong with the name of an account.</summary>
    public static string? AccountProblem(string account)
    {
        try
        {
            ServiceAccount.Parse(account);
            return null;
        }
        catch (FormatException illegal)
        {
            return illegal.Message;
        }
    }

    /// <summary>The home that an instance of this name gets unless another one is named.</summary>
    public string ProposedHome(string name) => Path.GetFullPath(host.Machine.DefaultHome(host.Application, name));

    /// <summary>The next port that is free.</summary>
    public int ProposedPort() => _catalog.NextFreePort();

    /// <summary>The name that the first instance of a machine should have.</summary>
    public string? ProposedName() => NameProblem(host.Application.DefaultInstance) is null ? host.Application.DefaultInstance : null;

    private InstanceRecord RecordOf(string name) =>
        host.Store.Read().Instances.FirstOrDefault(record => record.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? new(name, "");

    private static string? Problem(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (InstanceException refused)
        {
            return refused.Message;
        }
    }
}
