using Octopus.Services;

namespace Octopus.Tests.Contracts;

/// <summary>What <see cref="IServiceRegistry"/> promises about what a service is.</summary>
public abstract class ServiceConfigurationContract : ContractTest
{
    private const string ImagePath = @"""C:\Program Files\Nobody\Service.exe"" run --instance=""a b""";

    [TestMethod]
    public void Everything_that_is_given_is_told()
    {
        var definition = new ServiceDefinition(ServiceMachine.UniqueName(), ServiceMachine.UniqueName("display"), "What it is for.", ImagePath, StartType.Manual)
        {
            Account = ServiceAccount.LocalService,
        };

        Machine.Create(definition);

        Assert.AreEqual(
            (definition.DisplayName, definition.Description, definition.ImagePath, definition.StartType, definition.Account),
            Shape(Services.ReadConfiguration(definition.Name)));
    }

    [TestMethod]
    public void Change_of_one_thing_leaves_the_others()
    {
        var name = Create();
        ServiceChange[] changes =
        [
            new() { ImagePath = @"C:\other.exe run" },
            new() { DisplayName = ServiceMachine.UniqueName("other") },
            new() { Description = "For something else." },
            new() { StartType = StartType.Disabled },
            new() { Account = ServiceAccount.NetworkService },
        ];
        foreach (var change in changes)
        {
            var before = Services.ReadConfiguration(name);

            Services.Reconfigure(name, change);

            var expected = before with
            {
                ImagePath = change.ImagePath ?? before.ImagePath,
                DisplayName = change.DisplayName ?? before.DisplayName,
                Description = change.Description ?? before.Description,
                StartType = change.StartType ?? before.StartType,
                Account = change.Account ?? before.Account,
            };
            Assert.AreEqual(Shape(expected), Shape(Services.ReadConfiguration(name)));
        }
    }

    [TestMethod]
    public void Change_of_nothing_changes_nothing()
    {
        var name = Create();
        var before = Services.ReadConfiguration(name);

        Services.Reconfigure(name, new());

        Assert.AreEqual(Shape(before), Shape(Services.ReadConfiguration(name)));
    }

    [TestMethod]
    public void Account_that_was_given_can_be_taken_back()
    {
        var name = Create();
        Services.Reconfigure(name, new() { Account = ServiceAccount.LocalService });

        Services.Reconfigure(name, new() { Account = ServiceAccount.LocalSystem });

        Assert.AreEqual(ServiceAccount.LocalSystem, Services.ReadConfiguration(name).Account);
        Assert.AreEqual("LocalSystem", Services.Find(name)!.Account);
    }

    [TestMethod]
    public void Recovery_is_told_as_it_was_given()
    {
        if (Machine.NoRecovery is { } reason)
            Assert.Inconclusive(reason);
        var name = ServiceMachine.UniqueName();
        Machine.Create(new(name, name, "", ImagePath, StartType.Manual) { Recovery = ServiceRecovery.Default });
        Assert.AreEqual(ServiceRecovery.Default, Services.ReadConfiguration(name).Recovery);

        var other = new ServiceRecovery([TimeSpan.FromSeconds(5)], TimeSpan.FromHours(1));
        Services.Reconfigure(name, new() { Recovery = other });

        Assert.AreEqual(other, Services.ReadConfiguration(name).Recovery);
    }

    [TestMethod]
    public void HoldRecovery_takes_everything_away_and_gives_it_back()
    {
        if (Machine.NoRecovery is { } reason)
            Assert.Inconclusive(reason);
        var name = ServiceMachine.UniqueName();
        Machine.Create(new(name, name, "", ImagePath, StartType.Disabled) { Recovery = ServiceRecovery.Default });

        using (Services.HoldRecovery(name))
            Assert.IsNull(Services.ReadConfiguration(name).Recovery);

        Assert.AreEqual(ServiceRecovery.Default, Services.ReadConfiguration(name).Recovery);
    }

    [TestMethod]
    public void HoldRecovery_where_there_is_none_changes_nothing()
    {
        var name = Create();
        var before = Services.ReadConfiguration(name);

        Services.HoldRecovery(name).Dispose();

        Assert.AreEqual(Shape(before), Shape(Services.ReadConfiguration(name)));
    }

    [TestMethod]
    public void HoldRecovery_unknown_service_is_refused()
    {
        var name = ServiceMachine.UniqueName();

        Refuses(ServiceError.NotFound, name, () => Services.HoldRecovery(name));
    }

    [TestMethod]
    public void Recovery_where_there_is_none_is_no_error()
    {
        var name = ServiceMachine.UniqueName();

        Machine.Create(new(name, name, "", ImagePath, StartType.Manual) { Recovery = ServiceRecovery.Default });

        Assert.AreEqual(StartType.Manual, Services.ReadConfiguration(name).StartType);
    }

    [TestMethod]
    public void Dependencies_can_be_given_and_taken_away()
    {
        var needed = Create();
        var name = Create();

        Services.Reconfigure(name, new() { DependsOn = [needed] });
        Assert.AreEqual(needed, Assert.ContainsSingle(Services.ReadConfiguration(name).DependsOn));
        Services.Reconfigure(name, new() { DependsOn = [] });

        Assert.IsEmpty(Services.ReadConfiguration(name).DependsOn);
    }

    [TestMethod]
    public void Service_that_was_created_here_is_claimed_until_it_is_deleted()
    {
        var name = Create();

        Assert.IsTrue(Services.IsClaimed(name));
        Services.Delete(name);

        Assert.IsFalse(Services.IsClaimed(name));
    }

    [TestMethod]
    public void Service_of_somebody_else_is_not_claimed()
    {
        var stranger = Services.List().Select(service => service.Name).FirstOrDefault("nobody");

        Assert.IsFalse(Services.IsClaimed(stranger));
    }

    [TestMethod]
    public void Claim_changes_nothing_else()
    {
        var name = Create();
        var before = Services.ReadConfiguration(name);

        Services.Claim(name);

        Assert.IsTrue(Services.IsClaimed(name));
        Assert.AreEqual(Shape(before), Shape(Services.ReadConfiguration(name)));
    }

    [TestMethod]
    public void Claim_of_a_service_that_is_not_there_is_refused_and_leaves_nothing()
    {
        var name = ServiceMachine.UniqueName();

        Refuses(ServiceError.NotFound, name, () => Services.Claim(name));

        Assert.IsFalse(Services.IsClaimed(name));
        Assert.IsNull(Services.Find(name));
    }

    [TestMethod]
    public void Unknown_service_is_refused()
    {
        var name = ServiceMachine.UniqueName();

        Assert.AreEqual(ServiceError.NotFound, Assert.ThrowsExactly<ServiceException>(() => Services.ReadConfiguration(name)).Error);
        Assert.AreEqual(ServiceError.NotFound, Assert.ThrowsExactly<ServiceException>(() => Services.Reconfigure(name, new())).Error);
    }

    private string Create()
    {
        var name = ServiceMachine.UniqueName();
        Machine.Create(new(name, name, "A service of a test.", ImagePath, StartType.Manual));
        return name;
    }

    private static (string, string, string, StartType, ServiceAccount) Shape(ServiceConfiguration configuration) =>
        (configuration.DisplayName, configuration.Description, configuration.ImagePath, configuration.StartType, configuration.Account);
}
