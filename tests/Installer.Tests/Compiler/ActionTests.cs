namespace Installer.Tests.Compiler;

[TestClass]
public sealed class ActionTests
{
    [TestMethod]
    // Windows Installer's bits: a function of a library 1, a program that a property names 50; result ignored 64; deferred 1024, rollback +256,
    // commit +512; not impersonated 2048.
    [DataRow("""BinaryRef="Library" DllEntry="Work" """, 1, "Library", "Work")]
    [DataRow("""Property="PROGRAM" ExeCommand="/x &quot;[PROGRAM]&quot;" """, 50, "PROGRAM", "/x \"[PROGRAM]\"")]
    [DataRow("""Property="PROGRAM" ExeCommand="/x" Return="ignore" """, 50 + 64, "PROGRAM", "/x")]
    [DataRow("""Property="PROGRAM" ExeCommand="/x" Execute="deferred" """, 50 + 1024, "PROGRAM", "/x")]
    [DataRow("""Property="PROGRAM" ExeCommand="/x" Execute="deferred" Impersonate="no" """, 50 + 1024 + 2048, "PROGRAM", "/x")]
    [DataRow("""Property="PROGRAM" ExeCommand="/x" Execute="rollback" Impersonate="no" """, 50 + 1024 + 256 + 2048, "PROGRAM", "/x")]
    [DataRow("""Property="PROGRAM" ExeCommand="/x" Execute="commit" Impersonate="no" """, 50 + 1024 + 512 + 2048, "PROGRAM", "/x")]
    public void Action_has_the_type_source_and_target_of_what_it_runs(string attributes, int type, string source, string target)
    {
        using var package = new TinyPackage
        {
            Body = $"""<Binary Id="Library" SourceFile="Tiny.wxs" /><Property Id="PROGRAM" Secure="yes" /><CustomAction Id="Work" {attributes}/>""",
        };
        var row = package.Database().Tables.Single(table => table.Name == "CustomAction").Rows.Single();
        CollectionAssert.AreEqual(new object?[] { "Work", type, source, target, null }, row);
    }
}
