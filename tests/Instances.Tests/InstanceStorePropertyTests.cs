using CsCheck;
using Octopus.Instances;
using Octopus.Tests.Support;

namespace Octopus.Tests.Instances;

/// <summary>What holds for any names, and for any files in the folder of the index.</summary>
[TestClass]
public sealed class InstanceStorePropertyTests
{
    [TestMethod]
    public void Add_of_any_names_never_gives_two_of_them_one_file() =>
        AnyName.Alike.Where(IsLegal).Array[2, 4].Sample(
            names =>
            {
                using var machine = new Machine();
                foreach (var name in names)
                    machine.TryAdd(name);

                // Windows tells names of files apart by their capitals; Linux would keep more apart.
                var files = machine.Files().Select(file => file.ToUpperInvariant()).ToList();
                CollectionAssert.AllItemsAreUnique(files);
                Assert.HasCount(files.Count, machine.Store.Read().Instances);
                Assert.IsEmpty(machine.Store.Read().Problems);
            },
            iter: 120,
            print: names => string.Join(", ", names.Select(AnyName.Print)));

    [TestMethod]
    public void Add_or_refuse_any_text_leaves_exactly_what_was_added() =>
        AnyName.Any.Where(IsLegal).Array[1, 4].Sample(
            names =>
            {
                using var machine = new Machine();
                var added = names.Where(machine.TryAdd).ToList();

                CollectionAssert.AreEquivalent(added, machine.Names());
                foreach (var name in added)
                    machine.Store.Remove(name);
                Assert.IsEmpty(machine.Names());
                Assert.IsEmpty(machine.Files());
            },
            iter: 60,
            print: names => string.Join(", ", names.Select(AnyName.Print)));

    [TestMethod]
    public void Read_any_folder_gives_every_good_record_and_names_every_bad_file() =>
        Gen.Select(IndexFiles.Good.Array[0, 4], IndexFiles.Bad.Array[0, 6]).Sample(
            (good, bad) =>
            {
                using var machine = new Machine();
                good = [.. good.DistinctBy(file => InstanceName.Slug(file.Record.Name)).DistinctBy(file => file.Record.Name.ToUpperInvariant())];
                foreach (var file in good)
                    machine.Place(InstanceName.Slug(file.Record.Name) + ".config", file.Bytes);
                var broken = bad.Select((file, index) => machine.Place($"{file.Before}{index}.config", file.Bytes)).ToList();
                var copies = good.Select((file, index) => machine.Place($"{(index % 2 == 0 ? "!" : "~")}copy {index}.config", file.Bytes)).ToList();

                var index = machine.Store.Read();

                CollectionAssert.AreEquivalent(good.Select(file => file.Record).ToList(), index.Instances.ToList());
                CollectionAssert.AreEquivalent(broken.Concat(copies).ToList(), index.Problems.Select(problem => problem.Path).ToList());
                Assert.IsTrue(index.Problems.All(problem => problem.Reason.Length > 0 && problem.NextStep.Length > 0));
            },
            iter: 120);

    [TestMethod]
    public void Read_any_bytes_gives_a_record_or_a_reason() =>
        IndexFiles.Anything.Sample(
            bytes =>
            {
                using var machine = new Machine();
                machine.Place("any.config", bytes);

                var index = machine.Store.Read();

                Assert.AreEqual(1, index.Instances.Count + index.Problems.Count);
            },
            iter: 250);

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

    private sealed class Machine : IDisposable
    {
        private readonly TempFolder folder = new();

        public InstanceStore Store => field ??= new(new(folder.Path), Application.Tentacle, new FakeLegacyIndex());

        private string Index => new MachineFolder(folder.Path).Instances(Application.Tentacle);

        public bool TryAdd(string name)
        {
            try
            {
                Store.Add(new(name, $@"C:\Octopus\{name}\Tentacle.config"));
                return true;
            }
            catch (InstanceException taken) when (taken.Error == InstanceError.AlreadyExists)
            {
                return false;
            }
        }

        public List<string> Names() => [.. Store.Read().Instances.Select(record => record.Name)];

        public List<string> Files() => [.. Directory.EnumerateFiles(Index, "*.config").Select(path => Path.GetFileName(path)!)];

        public string Place(string file, byte[] bytes)
        {
            Directory.CreateDirectory(Index);
            var path = Path.Combine(Index, file);
            File.WriteAllBytes(path, bytes);
            return path;
        }

        public void Dispose() => folder.Dispose();
    }
}
