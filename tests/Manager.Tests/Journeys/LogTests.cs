using System.IO.Compression;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Octopus.Tests.Manager.Journeys;

/// <summary>Logs as they grow, and everything for somebody who helps.</summary>
[TestClass]
public sealed class LogTests
{
    [TestMethod]
    public async Task Log_is_followed_searched_and_downloaded()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        var log = Log(manager, "one\ntwo\n");
        await manager.GoTo("/instances/Prod%20A/logs", "Prod A");
        var shown = manager.Page.GetByRole(AriaRole.Log);
        await Expect(shown).ToHaveTextAsync("one\ntwo");

        await File.AppendAllTextAsync(log, "three\n");
        await Expect(shown).ToHaveTextAsync("one\ntwo\nthree");
        await manager.Page.GetByPlaceholder("Find in it").FillAsync("TH");
        await Expect(shown).ToHaveTextAsync("three");
        var download = await manager.Page.RunAndWaitForDownloadAsync(() => manager.Page.GetByRole(AriaRole.Button, new() { Name = "Download" }).ClickAsync());

        Assert.AreEqual("Prod A OctopusTentacle.txt", download.SuggestedFilename);
        Assert.AreEqual("one\ntwo\nthree\n", await File.ReadAllTextAsync(await download.PathAsync()));
    }

    [TestMethod]
    public async Task Log_that_leads_elsewhere_is_refused_and_the_others_are_shown()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        var log = Log(manager, "one\n");
        File.SetLastWriteTimeUtc(log, DateTime.UnixEpoch);
        var link = Path.Combine(Path.GetDirectoryName(log)!, "OctopusTentacle1.txt");
        File.CreateSymbolicLink(link, Path.Combine(manager.Machine.Settings("Prod B").Home!, "Tentacle.config"));
        await manager.GoTo("/instances/Prod%20A/logs", "Prod A");
        await Expect(manager.Page.GetByText($"{link} is a link to another place.")).ToBeVisibleAsync();

        await manager.Page.GetByLabel("File").SelectOptionAsync("OctopusTentacle.txt");

        await Expect(manager.Page.GetByRole(AriaRole.Log)).ToHaveTextAsync("one");
        await Expect(manager.Page.GetByText(link)).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task Bundle_has_what_was_said_before_and_no_secret()
    {
        await using var manager = await OpenManager.On(Machines.WithFour());
        Log(manager, "a line\n");
        await manager.Machine.Run("new-certificate", "--instance", "Prod A");
        await manager.GoTo("/instances/Prod%20A/diagnostics", "Prod A");
        var promised = await manager.Page.GetByRole(AriaRole.Rowheader).AllInnerTextsAsync();

        var download = await manager.Page.RunAndWaitForDownloadAsync(() => manager.Page.GetByRole(AriaRole.Button, new() { Name = "Make and download" }).ClickAsync());
        await using var zip = await ZipFile.OpenReadAsync(await download.PathAsync());

        CollectionAssert.AreEquivalent(
            promised.Where(name => name != "logs/…").Append("logs/OctopusTentacle.txt").ToArray(),
            zip.Entries.Select(entry => entry.FullName).ToArray());
        Assert.AreEqual("a line\n", await Read(zip, "logs/OctopusTentacle.txt"));
        Assert.Contains("\"State\": \"Running\"", await Read(zip, "instances.json"));
        Assert.Contains("Account: LocalSystem", await Read(zip, "service.txt"));
        foreach (var entry in zip.Entries)
            Assert.DoesNotContain("PRIVATE KEY", await Read(zip, entry.FullName));
    }

    private static string Log(OpenManager manager, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(manager.Machine.Settings("Prod A").Home!, "Logs"));
        var file = Path.Combine(folder.FullName, "OctopusTentacle.txt");
        File.WriteAllText(file, text);
        return file;
    }

    private static async Task<string> Read(ZipArchive zip, string name)
    {
        using var reader = new StreamReader(await zip.GetEntry(name)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }
}
