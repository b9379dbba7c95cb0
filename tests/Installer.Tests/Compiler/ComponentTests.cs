namespace Installer.Tests.Compiler;

[TestClass]
public sealed class ComponentTests
{
    [TestMethod]
    [DataRow("", null)]
    [DataRow(" Condition=\"SERVICES &gt;= 25\"", "SERVICES >= 25")]
    public void Component_has_the_condition_it_was_given(string attribute, string? condition)
    {
        using var package = new TinyPackage
        {
            Component = $"""<Component Id="Mark"{attribute}><RegistryValue Id="Mark" Root="HKLM" Key="Software\Tiny" Name="Mark" Value="1" Type="string" KeyPath="yes" /></Component>""",
        };
        var row = package.Database().Tables.Single(table => table.Name == "Component").Rows.Single(row => (string?)row[0] == "Mark");
        Assert.AreEqual(condition, row[4]);
    }
}
