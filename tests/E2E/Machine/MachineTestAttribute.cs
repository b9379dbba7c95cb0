namespace Octopus.Tests.E2E.Machine;

/// <summary>
/// These tests install and remove software and services. They run only where somebody has said that this is welcome; anywhere else
/// they are skipped, never passed.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MachineTestAttribute : ConditionBaseAttribute
{
    public MachineTestAttribute() : base(ConditionMode.Include) =>
        IgnoreMessage = $"Changes this machine. Elevated: {Environment.IsPrivilegedProcess}. {Variable}=true: {IsWelcome}. To accept that instances, services and files of the product on this machine are removed, set {Variable} to true.";

    public const string Variable = "E2E_ENABLED";

    public override bool IsConditionMet => Environment.IsPrivilegedProcess && IsWelcome;

    public override string GroupName => nameof(MachineTestAttribute);

    private static bool IsWelcome => Environment.GetEnvironmentVariable(Variable) == "true";
}
