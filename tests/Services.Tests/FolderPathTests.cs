using Octopus.Services;

namespace Octopus.Tests.Services;

[TestClass]
public sealed class FolderPathTests
{
    [TestMethod]
    [DataRow(@"C:\a", @"c:\A\", true)]
    [DataRow(@"C:\a", @"C:\ab", false)]
    [DataRow(@"C:\", "C:", true)]
    public void Folders_are_the_same_whatever_their_case_and_end(string one, string other, bool same) => Assert.AreEqual(same, FolderPath.AreSame(one, other));

    [TestMethod]
    [DataRow(@"C:\a", @"C:\A\b", true)]
    [DataRow(@"C:\a\", @"C:\a\b\c", true)]
    [DataRow(@"C:\", @"C:\a", true)]
    [DataRow(@"C:\a", @"C:\ab", false)]
    [DataRow(@"C:\a", @"C:\a\", false)]
    [DataRow(@"C:\a\b", @"C:\a", false)]
    public void What_is_below_a_folder_is_in_it(string folder, string path, bool inside) => Assert.AreEqual(inside, FolderPath.IsIn(folder, path));
}
