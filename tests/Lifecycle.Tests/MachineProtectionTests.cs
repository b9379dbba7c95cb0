using Octopus.Instances;
using Octopus.Lifecycle;
using Octopus.Lifecycle.Maintenance;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Lifecycle;

/// <summary>Every folder in the machine folder that this product uses, made by somebody else first.</summary>
[TestClass]
public sealed class MachineProtectionTests : IDisposable
{
    private const string Stranger = @"CONTOSO\mallory";

    private readonly TempFolder folder = new();
    private readonly FakeFolderProtection rights = new();
    private readonly List<string> told = [];

    private MachineFolder Machine => new(Path.Combine(folder.Path, "Octopus"));

    private MachineProtection Protection => new(Machine, rights);

    /// <summary>The places that have nothing but what the product notes for itself.</summary>
    public static IEnumerable<object[]> Private => [["Setup/Stopped"], ["Setup/Restores"], ["Manager/Browser"]];

    public static IEnumerable<object[]> Others => [[""], ["Setup"], ["Manager"], ["Tentacle"], ["Tentacle/Instances"], ["Tentacle/Homes"]];

    public static IEnumerable<object[]> Every => [.. Private, .. Others];

    public void Dispose() => folder.Dispose();

    [TestMethod]
    public void Folders_are_made_from_the_top_each_with_its_rights_at_once()
    {
        RequireEverything();
        Protection.RequireStopped();

        CollectionAssert.AreEqual(
            new[]
            {
                ("", FolderAccess.ReadableByUsers), ("Setup", FolderAccess.AdministratorsOnly), ("Tentacle", FolderAccess.ReadableByUsers),
                ("Tentacle/Instances", FolderAccess.ReadableByUsers), ("Tentacle/Homes", FolderAccess.ReadableByUsers),
                ("Manager", FolderAccess.AdministratorsOnly), ("Setup/Stopped", FolderAccess.AdministratorsOnly),
            },
            rights.Protected.Select(made => (Relative(made.Folder), made.Access)).ToArray());
    }

    [TestMethod]
    [DynamicData(nameof(Every))]
    public void Folder_that_a_stranger_made_is_named_and_is_his_no_more(string place)
    {
        var planted = PathOf(place);
        Directory.CreateDirectory(planted);
        rights.Plant(planted, Stranger);
        Assert.Contains(Stranger, Protection.Trespassers(Application.Tentacle));

        RequireEverything();

        Assert.IsEmpty(Protection.Trespassers(Application.Tentacle));
        // Tried again, there is nothing left to do.
        rights.Protected.Clear();
        RequireEverything();
        Assert.IsEmpty(rights.Protected);
    }

    [TestMethod]
    [DynamicData(nameof(Private))]
    public void What_a_stranger_could_have_written_for_the_product_is_set_aside_and_told(string place)
    {
        Directory.CreateDirectory(PathOf(place));
        File.WriteAllText(Path.Combine(PathOf(place), "planted"), "his");
        rights.Plant(PathOf(place), Stranger);

        RequireEverything();

        Assert.IsFalse(File.Exists(Path.Combine(PathOf(place), "planted")));
        Assert.AreEqual("his", File.ReadAllText(Path.Combine(PathOf(place) + ".set-aside", "planted")));
        Assert.Contains(PathOf(place) + ".set-aside", Assert.ContainsSingle(told));
    }

    [TestMethod]
    [DynamicData(nameof(Private))]
    public void What_lies_in_a_folder_that_a_stranger_could_write_is_set_aside_too(string place)
    {
        Directory.CreateDirectory(PathOf(place));
        rights.Plant(Path.GetDirectoryName(PathOf(place))!, Stranger);

        RequireEverything();

        Assert.IsTrue(Directory.Exists(PathOf(place) + ".set-aside"));
        Assert.IsFalse(Directory.Exists(PathOf(place)));
    }

    [TestMethod]
    public void What_is_set_aside_again_takes_the_place_of_nothing()
    {
        foreach (var round in new[] { "first", "second", "third" })
        {
            Directory.CreateDirectory(Machine.Stopped);
            File.WriteAllText(Path.Combine(Machine.Stopped, round), "his");
            rights.Plant(Machine.Stopped, Stranger);
            Protection.RequireSetup(told.Add);
        }

        Assert.IsTrue(File.Exists(Path.Combine(Machine.Stopped + ".set-aside", "first")));
        Assert.IsTrue(File.Exists(Path.Combine(Machine.Stopped + ".set-aside-2", "second")));
        Assert.IsTrue(File.Exists(Path.Combine(Machine.Stopped + ".set-aside-3", "third")));
    }

    [TestMethod]
    [DynamicData(nameof(Private))]
    public void Link_in_the_place_of_what_the_product_notes_is_set_aside_and_never_followed(string place)
    {
        var victim = Victim(PathOf(place));

        RequireEverything();

        Assert.AreEqual("precious", File.ReadAllText(Path.Combine(victim, "file")));
        Assert.HasCount(1, Directory.GetFileSystemEntries(victim));
        Assert.IsNotNull(new DirectoryInfo(PathOf(place) + ".set-aside").LinkTarget);
        Assert.IsNull(new DirectoryInfo(PathOf(place)).LinkTarget);
    }

    [TestMethod]
    [DynamicData(nameof(Others))]
    public void Link_in_the_place_of_any_other_folder_is_refused_by_name_and_never_followed(string place)
    {
        var victim = Victim(PathOf(place));

        var refusal = Assert.ThrowsExactly<IOException>(RequireEverything);

        Assert.Contains($"{PathOf(place)} is a link", refusal.Message);
        Assert.AreEqual("precious", File.ReadAllText(Path.Combine(victim, "file")));
        Assert.HasCount(1, Directory.GetFileSystemEntries(victim));
    }

    [TestMethod]
    [DynamicData(nameof(Others))]
    public void Home_below_keeps_its_rights_whatever_above_it_is_taken_over(string place)
    {
        var home = Machine.DefaultHome(Application.Tentacle, "Prod A");
        Directory.CreateDirectory(home);
        RequireEverything();
        rights.Protected.Clear();
        rights.Kept.Clear();
        rights.Plant(PathOf(place), Stranger);

        RequireEverything();

        Assert.DoesNotContain(home, rights.Protected.Select(made => made.Folder));
        Assert.AreEqual(place is "" or "Tentacle" or "Tentacle/Homes" ? home : "", string.Join(", ", rights.Kept));
    }

    // The accounts that write there may have nothing but what they inherit.
    [TestMethod]
    [DataRow("Lab 3", "")]
    [DataRow("Tentacle/Logs", "")]
    [DataRow("Tentacle/Logs", "Tentacle")]
    [DataRow("Tentacle/Instances/attic", "Tentacle/Instances")]
    [DataRow("OctopusServer/Logs", "")]
    [DataRow("OctopusServer/Homes/main", "")]
    public void Folder_of_an_instance_keeps_its_rights_whatever_above_it_is_taken_over(string instance, string place)
    {
        Directory.CreateDirectory(PathOf(instance));
        RequireEverything();
        rights.Protected.Clear();
        rights.Kept.Clear();
        rights.Plant(PathOf(place), Stranger);

        RequireEverything();

        Assert.AreEqual(PathOf(instance), string.Join(", ", rights.Kept));
        Assert.AreEqual(place, Relative(Assert.ContainsSingle(rights.Protected).Folder));
    }

    [TestMethod]
    public void First_installation_keeps_what_instances_may_do_in_their_folders()
    {
        foreach (var before in new[] { "Lab 3", "Tentacle/Logs", "Tentacle/Homes/lab-4" })
            Directory.CreateDirectory(PathOf(before));
        rights.Plant(PathOf(""), "Users");

        new Journal(Protection).Open(new(1, default), _ => false, Assert.Fail, _ => null);

        CollectionAssert.IsSubsetOf(new[] { PathOf("Lab 3"), PathOf("Tentacle/Logs"), PathOf("Tentacle/Homes/lab-4") }, rights.Kept);
        Assert.IsEmpty(rights.Protected.Select(made => made.Folder).Intersect(rights.Kept));
    }

    [TestMethod]
    public void Link_beside_our_folders_is_never_followed()
    {
        var victim = Victim(PathOf("OctopusServer"));
        Directory.CreateDirectory(Path.Combine(victim, "Homes", "main"));
        rights.Plant(PathOf(""), Stranger);

        RequireEverything();

        Assert.IsEmpty(rights.Kept);
    }

    [TestMethod]
    public void Notes_that_an_earlier_version_kept_elsewhere_are_taken_along()
    {
        Directory.CreateDirectory(PathOf("Stopped"));
        File.WriteAllText(PathOf("Stopped/octopusdeploy tentacle"), "");

        Protection.RequireFolders(Application.Tentacle);

        Assert.IsTrue(File.Exists(Path.Combine(Machine.Stopped, "octopusdeploy tentacle")));
        Assert.IsFalse(Directory.Exists(PathOf("Stopped")));
        Assert.Contains((Machine.Stopped, FolderAccess.AdministratorsOnly), rights.Protected);
    }

    [TestMethod]
    public void Notes_where_an_earlier_version_kept_them_are_not_believed_when_others_could_write_them()
    {
        Directory.CreateDirectory(PathOf("Stopped"));
        rights.Plant(PathOf("Stopped"), Stranger);

        Protection.RequireFolders(Application.Tentacle);

        Assert.IsFalse(Directory.Exists(Machine.Stopped));
    }

    [TestMethod]
    public void Link_where_an_earlier_version_kept_notes_is_never_followed()
    {
        var victim = Victim(PathOf("Stopped"));

        Protection.RequireFolders(Application.Tentacle);

        Assert.IsFalse(Directory.Exists(Machine.Stopped));
        Assert.HasCount(1, Directory.GetFileSystemEntries(victim));
    }

    [TestMethod]
    public void Who_may_not_look_into_the_folders_of_administrators_is_kept_out_as_he_should_be()
    {
        RequireEverything();
        rights.Hidden.UnionWith([Machine.Setup, Machine.Manager, Machine.Stopped, Machine.Restores, Machine.Browser]);

        Assert.IsEmpty(Protection.Trespassers(Application.Tentacle));

        rights.Hidden.Add(Machine.Path);
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Protection.Trespassers(Application.Tentacle));
    }

    [TestMethod]
    public void Folder_of_administrators_that_is_as_it_should_be_needs_no_look_at_those_that_others_may_hold()
    {
        RequireEverything();
        rights.Protected.Clear();
        rights.Hidden.UnionWith([Machine.Path, PathOf("Tentacle"), Machine.Instances(Application.Tentacle), Machine.Homes(Application.Tentacle)]);

        Protection.RequireSetup(told.Add);
        Protection.RequireStopped(told.Add);
        Protection.RequireManager(told.Add);

        Assert.AreEqual(Machine.Stopped, Assert.ContainsSingle(rights.Protected).Folder);
        Assert.IsEmpty(told);

        // One that a stranger could have put there is looked at from the top.
        rights.Plant(Machine.Setup, Stranger);
        Assert.ThrowsExactly<UnauthorizedAccessException>(() => Protection.RequireSetup(told.Add));
    }

    [TestMethod]
    [DataRow("Tentacle")]
    [DataRow("Tentacle/Instances")]
    [DataRow("Tentacle/Homes")]
    public void Installation_sees_to_the_folders_of_instances_as_well(string place)
    {
        Directory.CreateDirectory(PathOf(place));
        rights.Plant(PathOf(place), "Users");

        new Journal(Protection).Open(new(1, default), _ => false, Assert.Fail, _ => null);

        Assert.IsEmpty(Protection.Trespassers(Application.Tentacle));
    }

    private void RequireEverything()
    {
        Protection.RequireFolders(Application.Tentacle, told.Add);
        Protection.RequireManager(told.Add);
    }

    private string PathOf(string place) => place.Length == 0 ? Machine.Path : Path.Combine([Machine.Path, .. place.Split('/')]);

    private string Relative(string path) => path == Machine.Path ? "" : Path.GetRelativePath(Machine.Path, path).Replace('\\', '/');

    /// <summary>A folder that a link in the place leads to.</summary>
    private string Victim(string place)
    {
        var victim = folder.File("victim");
        Directory.CreateDirectory(victim);
        File.WriteAllText(Path.Combine(victim, "file"), "precious");
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        Directory.CreateSymbolicLink(place, victim);
        return victim;
    }
}
