using Octopus.Cli;
using Octopus.Services;

namespace Octopus.Tests.Cli;

/// <summary>A machine with two instances, Prod A on port 10940 and blue on port 10941; only blue has a service, and it runs.</summary>
public abstract class CommandTest : IDisposable
{
    internal CliMachine Machine { get; } = new CliMachine()
        .Add("Prod A", 10940)
        .Add("blue", 10941)
        .AddService("blue", ServiceState.Running);

    /// <summary>Fails unless the command refuses in one sentence and a next step, answers nothing and changes nothing.</summary>
    internal async Task Refused(ExitCode exitCode, string names, string nextStep, params string[] args)
    {
        var before = Machine.Everything();

        var result = await Machine.Run(args);

        Assert.AreEqual(exitCode, result.ExitCode, result.Error);
        Assert.AreEqual("", result.Output);
        var line = Assert.ContainsSingle(result.ErrorLines, result.Error);
        Assert.Contains(names, line);
        Assert.Contains(nextStep, line);
        Assert.IsTrue(line.EndsWith('.') || line.EndsWith('"'), line);
        Assert.AreEqual(before, Machine.Everything());
    }

    public void Dispose()
    {
        Machine.Dispose();
        GC.SuppressFinalize(this);
    }
}
