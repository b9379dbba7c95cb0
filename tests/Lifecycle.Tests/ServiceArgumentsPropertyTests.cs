using CsCheck;
using Octopus.Instances;
using Octopus.Lifecycle;

namespace Octopus.Tests.Lifecycle;

/// <summary>What holds for any arguments of a service of ours: which instance it runs.</summary>
[TestClass]
public sealed class ServiceArgumentsPropertyTests
{
    private const string Service = "Any Service";

    private static readonly Gen<string> Name = Gen.String[Gen.Char["aB1 .-_()&,;=+!~$#@{}[]^é実"], 1, 12].Where(IsLegal);

    // Also what no new instance could be called: existing ones are taken as they are. A sign alone would be read as a sign.
    private static readonly Gen<string> Existing =
        Gen.OneOf(Name, Gen.String[Gen.Char["aB \u00A0\u3000'%/"], 1, 6]).Where(name => name.Trim(' ') == name && name is not "=");

    // What a service of ours may be told besides: words that have the option's letters in them and are not the option.
    private static readonly Gen<string> Other =
        Gen.OneOf("run", "--console", "--instances=3", "--instances", "no--instance=x", "--log=\"x --instance=y\"", "--log=--instance=x", "=", "\"a b\"", "\u00A0");

    private static readonly Gen<string> Blank = Gen.OneOf(" ", "  ", "\t");

    [TestMethod]
    public void Discover_finds_the_instance_that_our_own_command_line_was_written_for() =>
        Name.Sample(name => InstanceOf(Application.ServiceCommandLine(TestMachine.Tentacle, name)) == name, iter: 3_000);

    [TestMethod]
    public void Discover_finds_the_instance_in_every_spelling_between_any_other_words() =>
        Gen.Select(Other.Array[0, 3], Gen.Select(Existing, Gen.OneOf(Spellings), (name, spell) => (Name: name, Text: spell(name))), Other.Array[0, 3], Blank).Sample(
            (before, option, after, blank) =>
                InstanceOf($"\"{TestMachine.Tentacle}\"{blank}{string.Join(blank, [.. before, option.Text, .. after])}") == option.Name,
            iter: 5_000);

    [TestMethod]
    public void Discover_without_the_option_goes_by_the_command_and_then_by_the_service() =>
        Gen.Select(Other.Array[0, 4], Blank).Sample(
            (words, blank) => InstanceOf($"\"{TestMachine.Tentacle}\"{blank}{string.Join(blank, words)}") == (words is ["run", ..] ? Application.Tentacle.DefaultInstance : Service),
            iter: 2_000);

    [TestMethod]
    public void Discover_any_arguments_never_throws_and_never_leaves_the_instance_without_a_name() =>
        Gen.OneOf(Gen.String, Gen.OneOf("--instance", "-INSTANCE", "/instance", "=", ":", "\"", " ", "\t", "a", "\\", "\0", "\uD800", "\u00A0").Array[0, 12].Select(string.Concat)).Sample(
            arguments => InstanceOf($"\"{TestMachine.Tentacle}\" {arguments}").Length > 0,
            iter: 5_000);

    private static readonly Func<string, string>[] Spellings =
    [
        name => $"--instance=\"{name}\"",
        name => $"--instance:\"{name}\"",
        name => $"--Instance \"{name}\"",
        name => $"\"--instance={name}\"",
        name => $"-Instance=\"{name}\"",
        name => $"\"/instance:{name}\"",
        name => $"/INSTANCE \"{name}\"",
        name => $"\"--instance\" \"{name}\"",
        name => name.Contains(' ', StringComparison.Ordinal) ? $"--instance=\"{name}\"" : $"--instance={name}",
    ];

    private static string InstanceOf(string commandLine)
    {
        var machine = new TestMachine();
        machine.Services.Add(Service, commandLine);
        return Assert.ContainsSingle(new InstanceDiscovery(machine.Services, machine.Files).Discover([TestMachine.Tentacle]).Ours).Instance;
    }

    private static bool IsLegal(string name)
    {
        try
        {
            InstanceName.Check(name);
            return true;
        }
        catch (InstanceException)
        {
            return false;
        }
    }
}
