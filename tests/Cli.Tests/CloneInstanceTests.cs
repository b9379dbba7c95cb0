using Octopus.Cli;
using Octopus.Instances;

namespace Octopus.Tests.Cli;

/// <summary>An instance made like another one.</summary>
[TestClass]
public sealed class CloneInstanceTests : CommandTest
{
    [TestMethod]
    public async Task Clone_has_the_settings_and_a_home_and_port_of_its_own()
    {
        Set("blue", ("Own.Setting", "kept"));

        var result = (await Machine.Run("clone-instance", "--instance", "BLUE", "--as", "green")).Succeeded();

        var (blue, green) = (Machine.Settings("blue"), Machine.Settings("green"));
        Assert.AreEqual("kept", green.Values.Single(setting => setting.Key == "Own.Setting").Value);
        Assert.AreEqual((Path.GetDirectoryName(Machine.Record("green").ConfigurationFilePath), 10933), (green.Home, green.Port));
        Assert.AreEqual(10941, blue.Port);
        Assert.EndsWith($"Start it with: {CliMachine.Called} service --install --start --instance \"green\".", Assert.ContainsSingle(result.Lines));
    }

    [TestMethod]
    public async Task Clone_is_somebody_else()
    {
        Set("blue", ("Tentacle.Certificate", "secret"), ("Tentacle.CertificateThumbprint", "AB"), ("Tentacle.Services.IsRegistered", "true"));

        (await Machine.Run("clone-instance", "--instance", "blue", "--as", "green")).Succeeded();

        Assert.IsFalse(Machine.Settings("green").Values.Any(setting => setting.Key.Contains("Certificate") || setting.Key.Contains("IsRegistered")));
    }

    [TestMethod]
    public async Task Clone_deploys_into_a_folder_of_its_own()
    {
        (await Machine.Run("configure", "--instance", "blue", "--app", Machine.PathTo("apps", "blue"))).Succeeded();

        (await Machine.Run("clone-instance", "--instance", "blue", "--as", "Green One")).Succeeded();

        Assert.AreEqual(Machine.PathTo("apps", "green-one"), Machine.Settings("Green One").Applications);
    }

    [TestMethod]
    public async Task Clone_into_what_belongs_to_others_is_refused()
    {
        await Refused(ExitCode.AlreadyExists, "'prod-a' is too close to the existing instance 'Prod A'", "Choose another name.", "clone-instance", "--instance", "blue", "--as", "prod-a");
        await Refused(ExitCode.Conflict, "Port 10940 belongs to instance 'Prod A'.", "is free.", "clone-instance", "--instance", "blue", "--as", "green", "--port", "10940");
        await Refused(ExitCode.Conflict, "belongs to instance 'Prod A'.", "Choose another", "clone-instance", "--instance", "blue", "--as", "green", "--home", Machine.Settings("Prod A").Home!);
        await Refused(ExitCode.InstanceNotFound, "There is no instance 'nobody'.", "Create it with", "clone-instance", "--instance", "nobody", "--as", "green");
        await Refused(ExitCode.IllegalName, "contains the character :", "Choose another name.", "clone-instance", "--instance", "blue", "--as", "a:b");
    }

    private void Set(string instance, params (string Key, string Value)[] settings)
    {
        var record = Machine.Record(instance);
        ConfigurationFile.Write(record, new(ConfigurationFile.Read(record).Values
            .Concat(settings.Select(setting => KeyValuePair.Create(setting.Key, setting.Value))).ToDictionary()));
    }
}
