using System.Text.Json;
using Octopus.Cli;
using Octopus.Instances;

namespace Octopus.Tests.Cli;

/// <summary>The settings of an instance, for programs and people.</summary>
[TestClass]
public sealed class ShowConfigurationTests : CommandTest
{
    [TestMethod]
    public async Task Settings_are_a_hierarchy_by_their_dots()
    {
        var settings = (await Show()).RootElement;

        Assert.AreEqual(Machine.Settings("blue").Home, settings.GetProperty("Octopus").GetProperty("Home").GetString());
        Assert.AreEqual("10941", settings.GetProperty("Tentacle").GetProperty("Services").GetProperty("PortNumber").GetString());
    }

    [TestMethod]
    public async Task Value_that_is_JSON_is_JSON_and_one_that_only_begins_so_is_text()
    {
        Set(("A.List", "[{\"Thumbprint\":\"AB\"}]"), ("A.Text", "{not"));

        var settings = (await Show()).RootElement.GetProperty("A");

        Assert.AreEqual("AB", settings.GetProperty("List")[0].GetProperty("Thumbprint").GetString());
        Assert.AreEqual("{not", settings.GetProperty("Text").GetString());
    }

    [TestMethod]
    public async Task Value_that_is_also_a_level_hides_nothing()
    {
        Set(("A", "value"), ("A.B", "below"));

        var settings = (await Show()).RootElement;

        Assert.AreEqual(("value", "below"), (settings.GetProperty("A").GetString(), settings.GetProperty("A.B").GetString()));
    }

    [TestMethod]
    public async Task Secrets_are_left_out()
    {
        Set(("Tentacle.Certificate", "hush"), ("Octopus.Proxy.ProxyPassword", "hush"), ("Octopus.Proxy.ProxyHost", "proxy"));

        foreach (var format in new[] { "json", "text" })
        {
            var output = (await Machine.Run("show-configuration", "--instance", "blue", "--format", format)).Succeeded().Output;
            Assert.DoesNotContain("hush", output);
            Assert.Contains("proxy", output);
        }
    }

    [TestMethod]
    public async Task Text_has_a_line_for_each_setting()
    {
        var lines = (await Machine.Run("show-configuration", "--instance", "blue", "--format", "text")).Succeeded().Lines;

        CollectionAssert.AreEqual(new[] { $"Octopus.Home = {Machine.Settings("blue").Home}", "Tentacle.Services.PortNumber = 10941" }, lines);
    }

    [TestMethod]
    public async Task File_gets_the_answer_and_an_existing_one_is_kept()
    {
        var file = Machine.PathTo("answer.json");

        var answer = (await Machine.Run("show-configuration", "--instance", "blue", "--file", file)).Succeeded().Output;

        Assert.AreEqual(answer, await File.ReadAllTextAsync(file));
        Assert.AreEqual(ExitCode.FileAccess, (await Machine.Run("show-configuration", "--instance", "blue", "--file", file)).ExitCode);
    }

    private async Task<JsonDocument> Show() => JsonDocument.Parse((await Machine.Run("show-configuration", "--instance", "blue")).Succeeded().Output);

    private void Set(params (string Key, string Value)[] settings) =>
        ConfigurationFile.Write(Machine.Record("blue"), new(settings.ToDictionary(setting => setting.Key, setting => setting.Value)));
}
