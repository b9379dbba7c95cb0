using Microsoft.Playwright;
using Octopus.Services;
using static Microsoft.Playwright.Assertions;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>Saved, deleted, and put back under its name and another one.</summary>
[TestClass]
public sealed class BackupTests
{
    [TestMethod]
    public async Task Instance_that_was_deleted_comes_back_from_its_backup()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        var file = await Save(manager);
        await manager.Machine.Run("delete-instance", "--instance", "Prod B", "--purge", "--yes");

        await manager.GoTo("/restore", "Restore an instance");
        await Open(manager, file, "wrong");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Look into it" }).ClickAsync();
        await Expect(manager.Page.GetByText("Exit code 22, SecretUnusable.")).ToBeVisibleAsync();
        await Open(manager, file, "correct horse");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Look into it" }).ClickAsync();
        await Expect(manager.Page.GetByText("It is whole: instance 'Prod B'")).ToBeVisibleAsync();
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Restore …" }).ClickAsync();
        await manager.CarryOut("Restore");

        Assert.AreEqual(10935, manager.Machine.Settings("Prod B").Port);
    }

    [TestMethod]
    public async Task Backup_makes_a_second_instance()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        var file = await Save(manager);

        await Open(manager, file, "correct horse");
        await manager.Page.GetByText("Under another name").ClickAsync();
        await manager.Page.GetByLabel("Its name").FillAsync("Prod C");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Restore …" }).ClickAsync();
        var script = await manager.Script();
        await manager.CarryOut("Restore");

        Assert.Contains("set OCTOPUS_BACKUP_PASSPHRASE=********", script);
        Assert.Contains("--as \"Prod C\" --new-certificate --yes", script);
        Assert.AreEqual(10937, manager.Machine.Settings("Prod C").Port);
        Assert.AreEqual(ServiceState.Stopped, manager.Machine.StateOf("Prod B"));
    }

    private static async Task<string> Save(OpenManager manager)
    {
        var folder = manager.Machine.PathTo("Backups");
        await manager.GoTo("/instances/Prod%20B/backup", "Prod B");
        await manager.Page.GetByLabel("Folder").FillAsync(folder);
        await manager.Page.GetByLabel("Passphrase", new() { Exact = true }).First.FillAsync("correct horse");
        await manager.Page.GetByLabel("The same again").FillAsync("correct");
        await Expect(manager.Page.GetByText("The two are not the same.")).ToBeVisibleAsync();
        await manager.Page.GetByLabel("The same again").FillAsync("correct horse");
        await manager.Page.GetByRole(AriaRole.Button, new() { Name = "Back up …" }).ClickAsync();
        await manager.CarryOut("Back up");
        await manager.CloseDialog();
        return Assert.ContainsSingle(Directory.GetFiles(folder));
    }

    private static async Task Open(OpenManager manager, string file, string passphrase)
    {
        await manager.Page.GetByLabel("Backup", new() { Exact = true }).Last.FillAsync(file);
        await manager.Page.GetByLabel("Passphrase", new() { Exact = true }).Last.FillAsync(passphrase);
    }
}
