using System.Reflection;
using Octopus.Tests.E2E.Machine;

namespace Octopus.Tests.E2E.Matrix;

/// <summary>Every state an instance can be in, through every way an installation can go.</summary>
[TestClass, MachineTest]
public sealed class When_anything_happens_to_any_instance
{
    private static readonly MatrixMachine Machine = new();

    public static IEnumerable<object[]> Rows => MatrixRow.All.Select(row => new object[] { row });

    public static string NameOf(MethodInfo _, object[] data) => data[0].ToString()!;

    [ClassInitialize]
    public static Task Arrange(TestContext _) => CleanMachine.Make(new Evidence("Matrix"));

    [ClassCleanup]
    public static Task Clean() => CleanMachine.Make(new Evidence("Matrix clean-up"));

    [TestMethod]
    [DynamicData(nameof(Rows), DynamicDataDisplayName = nameof(NameOf))]
    public async Task It_is_as_it_should_be(object row)
    {
        var known = (MatrixRow)row;
        var seen = await See(known);
        MatrixTable.Add(known, seen);
        Assert.AreEqual(known.Expected, seen);
    }

    private static async Task<string> See(MatrixRow row)
    {
        try
        {
            return await Machine.See(row);
        }
        catch (Exception broken) when (Noted(row, broken))
        {
            throw;
        }
    }

    // A row that could not be seen is in the table too.
    private static bool Noted(MatrixRow row, Exception broken)
    {
        MatrixTable.Add(row, broken.Message.ReplaceLineEndings(" "));
        return false;
    }
}
