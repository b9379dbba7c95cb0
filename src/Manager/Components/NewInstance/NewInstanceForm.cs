using System.Globalization;
using Octopus.Manager.Commands;
using Octopus.Manager.Components.Parts;

namespace Octopus.Manager.Components.NewInstance;

/// <summary>What a person has typed in the wizard, and what is wrong with it.</summary>
public sealed class NewInstanceForm
{
    private readonly InstanceRules _rules;
    private string? _home;

    /// <summary>Begins with what is proposed.</summary>
    /// <param name="rules">What may be.</param>
    public NewInstanceForm(InstanceRules rules)
    {
        _rules = rules;
        Name = rules.ProposedName() ?? "";
        Port = rules.ProposedPort().ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The name.</summary>
    public string Name { get; set; }

    /// <summary>The home; as long as nobody changes it, the one that follows from the name.</summary>
    public string Home
    {
        get => _home ?? (NameProblem is null ? _rules.ProposedHome(Name) : "");
        set => _home = value;
    }

    /// <summary>The port, as typed.</summary>
    public string Port { get; set; }

    /// <summary>Whether the certificate is in a file.</summary>
    public bool ImportsCertificate { get; set; }

    /// <summary>The file with the certificate.</summary>
    public string CertificateFile { get; set; } = "";

    /// <summary>Its password.</summary>
    public string CertificatePassword { get; set; } = "";

    /// <summary>Whether it gets a service.</summary>
    public bool HasService { get; set; } = true;

    /// <summary>The account of the service.</summary>
    public AccountChoice Account { get; } = new();

    /// <summary>When the service starts, as a command takes it.</summary>
    public string StartType { get; set; } = "automatic";

    /// <summary>Whether it starts at once.</summary>
    public bool Starts { get; set; } = true;

    /// <summary>What is wrong with the name.</summary>
    public string? NameProblem => _rules.NameProblem(Name);

    /// <summary>What is wrong with the home.</summary>
    public string? HomeProblem => _rules.HomeProblem(Home, Name);

    /// <summary>What is wrong with the port.</summary>
    public string? PortProblem => _rules.PortProblem(Port, Name);

    /// <summary>What is wrong with the file.</summary>
    public string? CertificateProblem => !ImportsCertificate ? null
        : CertificateFile.Trim().Length == 0 ? "Name the file."
        : File.Exists(CertificateFile.Trim()) ? null
        : $"There is no file {CertificateFile.Trim()} on this machine.";

    /// <summary>What is asked for, when nothing is wrong with it.</summary>
    public NewInstanceWish Wish() => new(Name, Home.Trim(), int.Parse(Port, CultureInfo.InvariantCulture))
    {
        CertificateFile = ImportsCertificate ? CertificateFile.Trim() : null,
        CertificatePassword = ImportsCertificate ? CertificatePassword : null,
        Service = HasService
            ? new() { Account = Account.Account, Password = Account.Password, StartType = StartType, Starts = Starts && StartType != "disabled" }
            : null,
    };

    /// <summary>Whether a step of the wizard can be left.</summary>
    public bool IsReady(WizardStep step) => step switch
    {
        WizardStep.Storage => (NameProblem ?? HomeProblem ?? PortProblem) is null,
        WizardStep.Certificate => CertificateProblem is null,
        WizardStep.Service => !HasService || (Account.Problem ?? Account.PasswordProblem) is null,
        _ => false,
    };
}
