using Octopus.Certificates;
using Octopus.Cli;
using Octopus.Cli.Doctor;
using Octopus.Manager.Commands;
using Octopus.Manager.Hosting;
using Octopus.Cli.Scripts;
using Octopus.Instances;
using Octopus.Services;
using Octopus.Tests.Cli;
using Octopus.Tests.Manager.Journeys;

namespace Octopus.Tests.Manager.Commands;

/// <summary>What the Manager does and what its script does are the same, whatever it is.</summary>
[TestClass]
public sealed class JobTests
{
    private static readonly ServiceWish Virtual = new() { Account = "virtual", StartType = "delayed", DependsOn = [], NoRecovery = true, Starts = true };

    // By name, with how a job is made on a machine: paths are the machine's own.
    private static readonly Dictionary<string, Func<CliMachine, Job>> Jobs = new()
    {
        ["start"] = _ => ServiceJobs.Start("Prod B", "Prod A"),
        ["stop"] = _ => ServiceJobs.Stop("Tentacle", "Prod A"),
        ["restart"] = _ => ServiceJobs.Restart("Prod A"),
        ["install"] = _ => ServiceJobs.Install("Lonely", Virtual),
        ["reconfigure"] = _ => ServiceJobs.Reconfigure("Prod A", Virtual with { Account = "LocalService", DependsOn = null }),
        ["uninstall"] = _ => ServiceJobs.Uninstall("Prod A", runs: true),
        ["create"] = machine => InstanceJobs.Create(new("Build 1", machine.PathTo("Build 1"), 10950) { Service = Virtual }),
        ["create without a service"] = machine => InstanceJobs.Create(new("Build 1", machine.PathTo("Build 1"), 10950)),
        ["configure"] = machine => InstanceJobs.Configure("Prod A", new()
        {
            Port = 10951, ListenAddress = "127.0.0.1", LogLevel = "Debug", Applications = machine.PathTo("Apps"), Trusted = ["77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6"], Restarts = true,
        }),
        ["rename"] = _ => InstanceJobs.Rename("Prod A", "Production", null),
        ["clone"] = machine => InstanceJobs.Clone("Prod A", "Prod C", machine.PathTo("Prod C"), 10952),
        ["delete"] = _ => InstanceJobs.Delete("Prod A", purge: false),
        ["purge"] = _ => InstanceJobs.Delete("Prod A", purge: true),
        ["certificate"] = _ => CertificateJobs.New("Prod A"),
        ["watch"] = _ => MachineJobs.Watch(7, ["Prod A", "Tentacle"]),
        ["watch all"] = _ => MachineJobs.Watch(7, []),
        ["mend"] = _ => MachineJobs.Mend(new("Lonely", FindingKind.ServiceMissing, "", null) { Arguments = ["service", "--install", "--instance", "Lonely"] })!,
        ["mend what is safe"] = _ => MachineJobs.FixSafe(),
    };

    public static IEnumerable<string> Names => Jobs.Keys;

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task Job_and_its_script_leave_the_same_machine(string name)
    {
        using var one = Machines.WithFour();
        using var other = Machines.WithFour();
        var before = Told(one);

        var run = await Begin(one, Jobs[name](one));
        foreach (var command in ShownScript.Commands(new ScriptText(CliMachine.Executable).Write(Jobs[name](other).Commands, Shell.Cmd, revealed: true)))
            await other.Run(command);

        Assert.AreEqual((false, string.Empty), (run.IsRunning, string.Join(' ', run.Answers.Select(answer => answer.Problem).OfType<string>())));
        Assert.AreEqual(Told(other), Told(one));
        if (name is not ("certificate" or "restart" or "mend what is safe"))
            Assert.AreNotEqual(before, Told(one), "It did something.");
    }

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task Plan_of_a_job_changes_nothing_and_is_carried_out(string name)
    {
        using var machine = Machines.WithFour();
        var before = machine.Everything();
        var job = Jobs[name](machine);

        var planned = await new CommandRunner(machine.Host).Plan(job.Commands[0], CancellationToken.None);

        Assert.IsFalse(planned.IsRefused, planned.Answer?.Problem);
        Assert.AreEqual(before, machine.Everything());
        if (name != "mend what is safe")
            Assert.IsNotEmpty(planned.Answer!.Instances.SelectMany(instance => instance.Changes));
    }

    [TestMethod]
    public async Task Commands_after_one_that_failed_are_not_begun()
    {
        using var machine = Machines.WithFour();
        var run = await Begin(machine, InstanceJobs.Create(new("Build 1", machine.PathTo("Build 1"), 10934) { Service = Virtual }));

        Assert.AreEqual(ExitCode.Conflict, run.ExitCode);
        CollectionAssert.AreEqual(new[] { "new-certificate", "service" }, run.NotBegun.Select(command => command.Name).ToArray());
        Assert.AreEqual("Port 10934 belongs to instance 'Prod A'. Choose another one; 10937 is free.", Assert.ContainsSingle(run.Answers).Problem);
    }

    [TestMethod]
    public async Task Each_instance_has_what_was_done_to_it()
    {
        using var machine = Machines.WithOneThatFails();
        var run = await Begin(machine, ServiceJobs.Restart("Prod A", "Stuck"));

        Assert.AreEqual(ExitCode.PartialFailure, run.ExitCode);
        var (good, bad) = (run.Instances.Single(instance => instance.Instance == "Prod A"), run.Instances.Single(instance => instance.Instance == "Stuck"));
        Assert.AreEqual((2, ExitCode.Success, null), (good.Done.Count, good.ExitCode, good.Problem));
        Assert.AreEqual(ExitCode.ServiceFailed, bad.ExitCode);
        Assert.Contains("instance 'Stuck' stopped while starting", bad.Problem!);
    }

    [TestMethod]
    public async Task Nothing_is_begun_when_the_Manager_ends()
    {
        using var machine = Machines.WithFour();
        using var lifetime = new ManagerLifetime(TimeProvider.System);
        lifetime.AskToEnd();
        var run = new Activity(new(machine.Host), TimeProvider.System, lifetime).Begin(ServiceJobs.Stop("Prod A"));
        await End(run);

        Assert.AreEqual(ExitCode.MaintenanceInProgress, run.ExitCode);
        Assert.AreEqual(ServiceState.Running, machine.StateOf("Prod A"));
    }

    [TestMethod]
    public async Task Variables_of_the_environment_change_nothing_of_what_is_shown()
    {
        using var machine = Machines.WithFour();
        machine.Terminal.Variables["OCTOPUS_SERVICE_USERNAME"] = "LocalService";

        await Begin(machine, ServiceJobs.Install("Lonely", new()));

        Assert.AreEqual(ServiceAccount.LocalSystem, machine.Services.ReadConfiguration("OctopusDeploy Tentacle: Lonely").Account);
    }

    [TestMethod]
    public void Secret_is_in_no_text_that_somebody_prints()
    {
        var command = ServiceJobs.Install("Lonely", new() { Account = @"CONTOSO\deploy", Password = "horse" }).Commands[0];

        Assert.DoesNotContain("horse", command.ToString());
        Assert.DoesNotContain("horse", string.Join(' ', command.Arguments));
        Assert.DoesNotContain("horse", new ScriptText("t.exe").Write([command], Shell.PowerShell, revealed: false));
        Assert.Contains("$env:OCTOPUS_SERVICE_PASSWORD = 'horse'", new ScriptText("t.exe").Write([command], Shell.PowerShell, revealed: true));
    }

    private static async Task<JobRun> Begin(CliMachine machine, Job job)
    {
        using var lifetime = new ManagerLifetime(TimeProvider.System);
        var run = new Activity(new(machine.Host), TimeProvider.System, lifetime).Begin(job);
        await End(run);
        return run;
    }

    private static async Task End(JobRun run)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        run.Changed += () =>
        {
            if (!run.IsRunning)
                ended.TrySetResult();
        };
        if (run.IsRunning)
            await ended.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    // Everything but keys and process numbers, which are never the same twice.
    private static string Told(CliMachine machine)
    {
        var instances = machine.Store.Read().Instances.Select(record => $"{record} {string.Join(' ', SettingsOf(machine, record).Values.OrderBy(value => value.Key, StringComparer.Ordinal))}");
        var services = machine.Services.List().OrderBy(service => service.Name, StringComparer.Ordinal).Select(service =>
        {
            var now = machine.Services.ReadConfiguration(service.Name);
            return $"{service.Name} {service.State} {now.ImagePath} {now.StartType} {now.Account} {string.Join(',', now.DependsOn)} {now.Recovery is null}";
        });
        var watchdog = machine.PathTo("Tentacle", "watchdog.json");
        return machine.Scrub(string.Join('\n', [.. instances, .. services, File.Exists(watchdog) ? File.ReadAllText(watchdog) : "", $"{Directory.Exists(Path.GetDirectoryName(machine.Record("Prod A").ConfigurationFilePath))}"]));
    }

    // No two certificates are the same; that its own is the one it names is.
    private static InstanceSettings SettingsOf(CliMachine machine, InstanceRecord record)
    {
        var settings = ConfigurationFile.Read(record);
        if (settings.CertificateThumbprint is { } named)
        {
            Assert.AreEqual(new CertificateFile(record.Home!, machine.Protection, account: null).Load().Thumbprint, named);
            settings.CertificateThumbprint = new('0', Thumbprint.Length);
        }

        return settings;
    }
}
