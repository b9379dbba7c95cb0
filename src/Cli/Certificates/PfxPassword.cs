using Octopus.Cli.Secrets;

namespace Octopus.Cli.Certificates;

/// <summary>The password of a PFX file.</summary>
internal static class PfxPassword
{
    /// <summary>The option that the vendor has, and that a script has in place of what was given.</summary>
    public const string Option = "--pfx-password";

    private const string Variable = "OCTOPUS_PFX_PASSWORD";

    /// <summary>The ways to give it.</summary>
    public static SecretInput Input(CommandHost host) =>
        new SecretInput(host, "the password of the PFX file", Option, Variable).AlsoPlain("-pw");

    /// <summary>The error of a password that is missing or another one.</summary>
    public static CommandException Wrong(string source, bool wasGiven, Exception cause) => new(
        ExitCode.SecretUnusable,
        wasGiven
            ? $"{source} does not open with this password. Give its own with {Option}-file, {Option}-stdin or the variable {Variable}."
            : $"{source} is protected with a password. Give it with {Option}-file, {Option}-stdin or the variable {Variable}.",
        cause);
}
