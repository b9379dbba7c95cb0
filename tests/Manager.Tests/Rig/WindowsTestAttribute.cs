namespace Octopus.Tests.Manager.Rig;

/// <summary>
/// These tests install the product, on Windows or in the Wine prefix that tests/Suite makes for them. They run only where somebody
/// has said that this is welcome; anywhere else they are skipped, never passed.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WindowsTestAttribute : ConditionBaseAttribute
{
    private const string Variable = "E2E_ENABLED";
    private const string PrefixVariable = "WINEPREFIX";

    public WindowsTestAttribute() : base(ConditionMode.Include) =>
        IgnoreMessage = $"Installs the product on this machine. {Variable}=true: {IsWelcome}. On Linux, {PrefixVariable} names a prefix of its own: {HasPrefix}. Run it with tests/Suite.";

    public override bool IsConditionMet => IsWelcome && (OperatingSystem.IsWindows() ? Environment.IsPrivilegedProcess : HasPrefix);

    public override string GroupName => nameof(WindowsTestAttribute);

    private static bool IsWelcome => Environment.GetEnvironmentVariable(Variable) == "true";

    private static bool HasPrefix => Environment.GetEnvironmentVariable(PrefixVariable) is { Length: > 0 };
}
