namespace Octopus.Tests.Manager.Rig;

/// <summary>The product, installed from its package for the tests that use it.</summary>
internal static class InstalledProduct
{
    private static readonly Lazy<Task> Installation = new(Install);

    private const string Folder = @"C:\Program Files\Octopus Deploy\Tentacle\";

    public const string Manager = Folder + "Octopus.Manager.exe";

    public const string Tentacle = Folder + "Tentacle.exe";

    /// <summary>Installs it, once.</summary>
    public static Task Require() => Installation.Value;

    /// <summary>Runs a command that has to succeed.</summary>
    public static async Task<string> Command(params string[] arguments)
    {
        var result = await WindowsProgram.Run(Tentacle, arguments);
        Assert.AreEqual(0, result.ExitCode, $"Tentacle {string.Join(' ', arguments)}: {result.Error}");
        return result.Output;
    }

    /// <summary>Installs it.</summary>
    private static async Task Install()
    {
        var log = WindowsProgram.PathFor(Repository.Result("install.log"));
        var result = await WindowsProgram.Run("msiexec", "/i", WindowsProgram.PathFor(Repository.Package), "/qn", "/l*v", log);
        Assert.AreEqual(0, result.ExitCode, $"The package could not be installed; see {log}.");
    }
}
