using Octopus.Services;

namespace Octopus.Tests.Contracts;

/// <summary>What <see cref="IServiceManager"/> promises about the services that there are.</summary>
public abstract class ServiceDatabaseContract : ContractTest
{
    private const string ImagePath = @"""C:\Program Files\Nobody\Service.exe"" run --instance=""a b""";

    [TestMethod]
    [DataRow("plain")]
    [DataRow("Tentacle: North & South")]
    [DataRow("Größe 実例 żółw")]
    [DataRow("two  spaces, (brackets) [x] %TEMP% 'quoted'")]
    public void Create_any_allowed_name_is_found_and_listed(string text)
    {
        var name = Create(ServiceMachine.UniqueName(text));

        Assert.AreEqual(name, Services.Find(name)?.Name);
        Assert.ContainsSingle(service => service.Name == name, Services.List());
    }

    [TestMethod]
    public void Create_describes_the_service_as_asked()
    {
        var name = ServiceMachine.UniqueName();
        Machine.Create(Definition(name) with { ImagePath = @"%SystemRoot%\x.exe -k", StartType = StartType.Manual });

        var service = Services.Find(name)!;

        Assert.AreEqual(@"%SystemRoot%\x.exe -k", service.ImagePath);
        Assert.AreEqual(StartType.Manual, service.StartType);
        Assert.AreEqual(ServiceState.Stopped, service.State);
        Assert.AreEqual(0, service.ProcessId);
        Assert.AreEqual("LocalSystem", service.Account);
    }

    [TestMethod]
    public void Create_with_dependencies_tells_them()
    {
        var needed = Create(ServiceMachine.UniqueName());
        var name = ServiceMachine.UniqueName();
        Machine.Create(Definition(name) with { DependsOn = [needed, "RpcSs"] });

        Assert.AreEqual($"{needed}, RpcSs", string.Join(", ", Services.Find(name)!.DependsOn));
    }

    [TestMethod]
    public void Find_other_case_gives_the_stored_name()
    {
        var name = Create(ServiceMachine.UniqueName("MiXed"));

        Assert.AreEqual(name, Services.Find(name.ToUpperInvariant())?.Name);
    }

    [TestMethod]
    public void Find_unknown_name_gives_nothing() => Assert.IsNull(Services.Find(ServiceMachine.UniqueName()));

    [TestMethod]
    public void Look_unknown_name_gives_nothing() => Assert.IsNull(Services.Look(ServiceMachine.UniqueName()));

    [TestMethod]
    public void Look_service_that_never_ran_says_so() => Assert.AreEqual(ServiceEnd.NeverStarted, Services.Look(Create(ServiceMachine.UniqueName()))!.End);

    [TestMethod]
    public void List_and_Find_say_the_same()
    {
        var name = Create(ServiceMachine.UniqueName());

        var (listed, found) = (Services.List().Single(service => service.Name == name), Services.Find(name)!);

        Assert.AreEqual(found with { DependsOn = listed.DependsOn }, listed);
    }

    [TestMethod]
    public async Task List_tells_the_process_of_a_service_and_hides_nothing_of_it()
    {
        var name = Machine.Install();
        var running = await Machine.Start(name, Cancellation);

        var listed = Services.List().Single(service => service.Name == name);

        Assert.AreEqual((running.ProcessId, false), (listed.ProcessId, listed.IsHidden));
        Assert.AreNotEqual(0, listed.ProcessId);
    }

    [TestMethod]
    public void Create_existing_name_in_other_case_is_refused()
    {
        var name = Create(ServiceMachine.UniqueName()).ToUpperInvariant();

        Refuses(ServiceError.AlreadyExists, name, () => Services.Create(Definition(name)));
    }

    [TestMethod]
    public void Delete_stopped_service_removes_it()
    {
        var name = Create(ServiceMachine.UniqueName());

        Services.Delete(name.ToUpperInvariant());

        Assert.IsNull(Services.Find(name));
        Assert.DoesNotContain(service => service.Name == name, Services.List());
    }

    [TestMethod]
    public void Delete_unknown_name_is_refused()
    {
        var name = ServiceMachine.UniqueName();

        Refuses(ServiceError.NotFound, name, () => Services.Delete(name));
    }

    [TestMethod]
    public async Task Delete_running_service_removes_it_when_it_stops()
    {
        var name = Machine.Install();
        await Machine.Start(name, Cancellation);

        Services.Delete(name);

        Refuses(ServiceError.MarkedForDeletion, name, () => Services.Delete(name));
        Assert.AreEqual(ServiceState.Running, Services.Find(name)?.State);
        Services.Request(name, ServiceRequest.Stop);
        await GoneAsync(name);
    }

    [TestMethod]
    [DataRow(StartType.Automatic)]
    [DataRow(StartType.AutomaticDelayed)]
    [DataRow(StartType.Manual)]
    [DataRow(StartType.Disabled)]
    public void SetStartType_changes_the_start_type_and_nothing_else(StartType startType)
    {
        SkipDelayedStartWhereThereIsNone(startType);
        var name = Create(ServiceMachine.UniqueName());
        var before = Services.Find(name)!;

        Services.SetStartType(name, startType);

        Assert.AreEqual(before with { StartType = startType }, Services.Find(name));
    }

    [TestMethod]
    [DataRow(StartType.Automatic)]
    [DataRow(StartType.AutomaticDelayed)]
    [DataRow(StartType.Manual)]
    public void SetStartType_after_disabling_restores(StartType startType)
    {
        SkipDelayedStartWhereThereIsNone(startType);
        var name = Create(ServiceMachine.UniqueName());
        Services.SetStartType(name, startType);

        Services.SetStartType(name, StartType.Disabled);
        Services.SetStartType(name, startType);

        Assert.AreEqual(startType, Services.Find(name)?.StartType);
    }

    [TestMethod]
    public void SetStartType_automatic_ends_a_delay()
    {
        SkipDelayedStartWhereThereIsNone(StartType.AutomaticDelayed);
        var name = ServiceMachine.UniqueName();
        Machine.Create(Definition(name) with { StartType = StartType.AutomaticDelayed });

        Services.SetStartType(name, StartType.Automatic);

        Assert.AreEqual(StartType.Automatic, Services.Find(name)?.StartType);
    }

    [TestMethod]
    public void SetStartType_unknown_name_is_refused()
    {
        var name = ServiceMachine.UniqueName();

        Refuses(ServiceError.NotFound, name, () => Services.SetStartType(name, StartType.Manual));
    }

    [TestMethod]
    [DataRow(@"""C:\Elsewhere\Service.exe"" run --instance=""a b""")]
    [DataRow(@"%SystemRoot%\x.exe -k")]
    public void SetImagePath_changes_the_command_line_and_nothing_else(string imagePath)
    {
        var name = Create(ServiceMachine.UniqueName());
        Services.SetStartType(name, StartType.Manual);
        var before = Services.Find(name)!;

        Services.SetImagePath(name, imagePath);

        Assert.AreEqual(before with { ImagePath = imagePath }, Services.Find(name)! with { DependsOn = before.DependsOn });
    }

    [TestMethod]
    public async Task SetImagePath_running_service_goes_on_and_has_it_from_the_next_start()
    {
        var name = Machine.Install();
        var running = await Machine.Start(name, Cancellation);

        Services.SetImagePath(name, ImagePath);

        var service = Services.Find(name)!;
        Assert.AreEqual((ServiceState.Running, running.ProcessId, ImagePath), (service.State, service.ProcessId, service.ImagePath));
    }

    [TestMethod]
    public void SetImagePath_dependencies_stay()
    {
        if (Machine.NoDependents is { } reason)
            Assert.Inconclusive(reason);
        var needed = Create(ServiceMachine.UniqueName());
        var name = ServiceMachine.UniqueName();
        Machine.Create(Definition(name) with { DependsOn = [needed, "RpcSs"] });

        Services.SetImagePath(name, ImagePath);

        Assert.AreEqual($"{needed}, RpcSs", string.Join(", ", Services.Find(name)!.DependsOn));
    }

    [TestMethod]
    public void SetImagePath_unknown_name_is_refused()
    {
        var name = ServiceMachine.UniqueName();

        Refuses(ServiceError.NotFound, name, () => Services.SetImagePath(name, ImagePath));
    }

    private static ServiceDefinition Definition(string name) => new(name, name, "A service of a test.", ImagePath, StartType.Automatic);

    private string Create(string name)
    {
        Machine.Create(Definition(name));
        return name;
    }

    private async Task GoneAsync(string name)
    {
        try
        {
            Assert.AreEqual(ServiceState.Stopped, (await WaitFor(name, ServiceState.Stopped)).State);
        }
        catch (ServiceException e) when (e.Error == ServiceError.NotFound)
        {
            // Gone before it was seen stopped.
        }

        // The handle of the wait is let go on another thread.
        await Eventually.Holds(() => Services.Find(name) is null, $"{name} is gone", Cancellation);
    }

    private void SkipDelayedStartWhereThereIsNone(StartType startType)
    {
        if (startType == StartType.AutomaticDelayed && Machine.NoDelayedStart is { } reason)
            Assert.Inconclusive(reason);
    }
}
