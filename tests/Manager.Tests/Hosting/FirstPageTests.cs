using Microsoft.Playwright;
using Octopus.Manager.Hosting;
using Octopus.Tests.Cli;
using Octopus.Tests.Manager.Rig;

namespace Octopus.Tests.Manager.Hosting;

[TestClass]
public sealed class FirstPageTests
{
    [TestMethod]
    public async Task Page_answers_to_a_click()
    {
        using var machine = new CliMachine();
        await using var manager = ManagerApp.Build(machine.Host, new());
        await manager.Start();
        await using var context = await Chromium.Browser.NewContextAsync();
        var page = await context.NewPageAsync();
        page.Console += (_, message) => Console.WriteLine($"{message.Type}: {message.Text}");

        await page.GotoAsync(manager.NewAddress().ToString());
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Instances");
        Assert.AreEqual("/", new Uri(page.Url).PathAndQuery);
        await page.GetByLabel("Colours").SelectOptionAsync("Dark");

        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }
}
