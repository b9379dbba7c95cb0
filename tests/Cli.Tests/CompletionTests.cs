using System.Globalization;
using Octopus.Instances;

namespace Octopus.Tests.Cli;

/// <summary>What may follow half a command line.</summary>
[TestClass]
public sealed class CompletionTests : CommandTest
{
    [TestMethod]
    [DataRow("servi", "service checkservices")]
    [DataRow("watchdog ", "--help create delete status")]
    [DataRow("maintenance re", "recover")]
    [DataRow("service --sto", "--stop")]
    [DataRow("list-instances --format ", "json text")]
    [DataRow("show-configuration --instance ", "blue Prod A")]
    [DataRow("show-configuration --instance pro", "Prod A")]
    [DataRow("service --start --instance ", "* blue Prod A")]
    [DataRow("service --instance blue --instance ", "* blue Prod A")]
    [DataRow("checkservices --instances ", "* blue Prod A")]
    public async Task Suggestions_are_the_words_that_may_follow(string line, string words) =>
        Assert.AreEqual(words, string.Join(' ', await Suggested(line)));

    [TestMethod]
    [DataRow("service ")]
    [DataRow("service --stop ")]
    [DataRow("service --stop --instance blue ")]
    [DataRow("service --instance \"Prod A\" --stop --instance=blue ")]
    public async Task Suggestions_after_an_option_with_its_value_are_the_other_options(string line)
    {
        var suggested = await Suggested(line);

        CollectionAssert.IsSubsetOf(new[] { "--help", "--start", "--install" }, suggested);
        Assert.AreEqual(!line.Contains("--stop", StringComparison.Ordinal), suggested.Contains("--stop"));
        Assert.IsFalse(suggested.Intersect(["-?", "-h", "/?", "/h", "true", "True", "blue"]).Any(), string.Join(' ', suggested));
    }

    [TestMethod]
    public async Task Suggestions_begin_with_every_command_that_help_names()
    {
        var named = (await Machine.Run("help")).Lines.SkipWhile(line => line != "Commands:").Skip(1).Select(line => line.Trim().Split(' ')[0]).ToArray();

        Assert.IsGreaterThan(8, named.Length);
        CollectionAssert.IsSubsetOf(named, await Suggested(""));
    }

    [TestMethod]
    public async Task Suggestions_without_a_store_that_can_be_read_have_the_rest()
    {
        Machine.Store = new BrokenStore();

        Assert.IsEmpty(await Suggested("show-configuration --instance "));
        CollectionAssert.Contains(await Suggested("service "), "--start");
    }

    [TestMethod]
    public async Task Suggestions_beside_a_record_that_cannot_be_read_have_the_other_instances()
    {
        await File.WriteAllTextAsync(Path.Combine(Machine.Machine.Instances(Application.Tentacle), "torn.config"), "{");

        CollectionAssert.AreEqual(new[] { "blue", "Prod A" }, await Suggested("show-configuration --instance "));
    }

    [TestMethod]
    public async Task Asking_changes_nothing()
    {
        var before = Machine.Everything();

        await Suggested("delete-instance --yes --purge --instance blue ");

        Assert.AreEqual(before, Machine.Everything());
    }

    [TestMethod]
    [DataRow("bash")]
    [DataRow("powershell")]
    public async Task Script_is_as_approved(string shell) =>
        Approved.Verify($"completion-{shell}", (await Machine.Run("completion", shell)).Succeeded().Output, TestContext);

    public TestContext TestContext { get; set; } = null!;

    private async Task<string[]> Suggested(string line) =>
        (await Machine.Run(string.Create(CultureInfo.InvariantCulture, $"[suggest:{line.Length}]"), line)).Succeeded().Lines;

    private sealed class BrokenStore : IInstanceStore
    {
        public Application Application => Application.Tentacle;

        public InstanceIndex Read() => throw new UnauthorizedAccessException("Access denied.");

        public IDisposable Lock() => throw new NotSupportedException();

        public void Add(InstanceRecord record) => throw new NotSupportedException();

        public void RequireFree(InstanceRecord record) => throw new NotSupportedException();

        public void Rename(string name, InstanceRecord record) => throw new NotSupportedException();

        public void Remove(string name) => throw new NotSupportedException();
    }
}
