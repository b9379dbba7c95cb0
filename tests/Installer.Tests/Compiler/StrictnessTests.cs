namespace Installer.Tests.Compiler;

[TestClass]
public sealed class StrictnessTests
{
    private const string Library = """<Binary Id="Library" SourceFile="Tiny.wxs" />""";

    [TestMethod]
    public void Package_without_mistakes_compiles()
    {
        using var package = new TinyPackage { Body = Library + Action("Work", "deferred") + Schedule("Work", "After=\"InstallInitialize\"") };
        package.MustCompile();
    }

    [TestMethod]
    [DataRow("""<Condition Message="m" />""", "the element 'Condition' is unknown inside 'Package'.")]
    [DataRow("""<Property Id="A" Value="1"><IniFileSearch /></Property>""", "the element 'IniFileSearch' is unknown inside 'Property'.")]
    [DataRow("""<Property Id="A" Value="1" Hidden="yes" />""", "the attribute 'Hidden' of 'Property' is unknown.")]
    [DataRow("""<Property Id="A" Value="1" Secure="true" />""", "'true' is not a value of 'Property/@Secure'; it is one of: yes, no.")]
    [DataRow("""<Property Id="Aa" Value="1" Secure="yes" />""", "'Aa' is secure but not public: a public property has no lower case letter.")]
    [DataRow("""<Property Id="1A" Value="1" />""", "'1A' is not an identifier.")]
    [DataRow("""<Property Value="1" />""", "'Property' needs the attribute 'Id'.")]
    [DataRow("""<Property Id="A" Value="caf&#233;" />""", "the character U+00E9 in Property.Value is not printable ASCII.")]
    [DataRow("""<Property Id="A" Value="1" /><Property Id="A" Value="2" />""", "'A' is already declared.")]
    [DataRow("""<Property Id="ProductName" Value="Other" />""", "'ProductName' would be twice in the table Property.")]
    [DataRow("""<PropertyRef Id="MISSING" />""", "'MISSING' is referenced but not declared.")]
    [DataRow("""<StandardDirectory Id="FontsFolder" />""", "'FontsFolder' is not a standard directory this compiler knows.")]
    [DataRow("""<Launch Condition="1" Message="m">VersionNT</Launch>""", "the text 'VersionNT' does not belong inside 'Launch'; values are attributes.")]
    [DataRow("""<Property Id="A" Value="$(Unknown)" />""", "the variable '$(Unknown)' is not defined.")]
    [DataRow("""<Property Id="A" Value="$(env.HOME)" />""", "'$(env.HOME)' holds a reference this compiler does not know.")]
    [DataRow("<?foreach X in a;b?><?endforeach?>", "the instruction 'foreach' is unknown.")]
    [DataRow("<?ifdef X?>", "an ifdef inside this element has no endif.")]
    [DataRow("<?include Missing.wxi?>", "the file 'Missing.wxi' does not exist.")]
    [DataRow("""<Binary Id="B" SourceFile="!(bindpath.Other)\x.dll" />""", "the bind path 'Other' is not given.")]
    [DataRow("""<Binary Id="B" SourceFile="missing.dll" />""", "the file 'missing.dll' does not exist.")]
    [DataRow("""<WixUI Id="x" xmlns="http://wixtoolset.org/schemas/v4/wxs/ui" />""", "the element '{http://wixtoolset.org/schemas/v4/wxs/ui}WixUI' is of a schema this compiler does not know.")]
    public void Source_with_a_mistake_is_refused_with_its_place(string body, string sentence)
    {
        using var package = new TinyPackage { Body = body };
        StringAssert.Matches(package.CompileError(), new($@"^Tiny\.wxs\(\d+\): error: {System.Text.RegularExpressions.Regex.Escape(sentence)}$"));
    }

    [TestMethod]
    public void Error_names_the_line()
    {
        using var package = new TinyPackage { Body = "\n\n<Unknown />" };
        // Line 8 is where the body begins.
        StringAssert.StartsWith(package.CompileError(), "Tiny.wxs(10): error: the element 'Unknown'");
    }

    [TestMethod]
    public void Package_with_an_unknown_attribute_is_refused()
    {
        using var package = new TinyPackage { PackageAttributes = " ShortNames=\"yes\"" };
        StringAssert.EndsWith(package.CompileError(), "the attribute 'ShortNames' of 'Package' is unknown.");
    }

    [TestMethod]
    public void Fragment_that_nothing_references_is_refused()
    {
        using var package = new TinyPackage { Beside = "<Fragment><Property Id=\"A\" Value=\"1\" /></Fragment>" };
        StringAssert.EndsWith(package.CompileError(), "nothing references this fragment, so it would not be part of the package.");
    }

    [TestMethod]
    public void Component_without_key_path_is_refused()
    {
        using var package = new TinyPackage { Component = """<Component Id="C"><ServiceControl Id="S" Name="s" Stop="both" /></Component>""" };
        StringAssert.EndsWith(package.CompileError(), "the component 'C' has 0 key paths; it needs exactly one KeyPath=\"yes\".");
    }

    [TestMethod]
    [DataRow("""<Shortcut Id="S" Directory="INSTALLFOLDER" Name="n" Target="t" Icon="I.ico" />""", "'I.ico' is referenced but not declared.")]
    [DataRow("""<Shortcut Id="S" Directory="Nowhere" Name="n" Target="t" />""", "'Nowhere' is referenced but not declared.")]
    [DataRow("""<Shortcut Id="S" Directory="INSTALLFOLDER" Name="n" Target="t" WorkingDirectory="Nowhere" />""", "'Nowhere' is referenced but not declared.")]
    [DataRow("""<Shortcut Id="S" Directory="INSTALLFOLDER" Name="n" />""", "'Shortcut' needs the attribute 'Target'.")]
    [DataRow("""<Shortcut Id="S" Directory="INSTALLFOLDER" Name="n" Target="t" Advertise="yes" />""", "the attribute 'Advertise' of 'Shortcut' is unknown.")]
    [DataRow("""<Shortcut Id="S" Directory="INSTALLFOLDER" Name="n" Target="t"><ShortcutProperty /></Shortcut>""", "the element 'ShortcutProperty' is unknown inside 'Shortcut'.")]
    [DataRow("""<RemoveFolder Id="R" Directory="INSTALLFOLDER" />""", "'RemoveFolder' needs the attribute 'On'.")]
    [DataRow("""<RemoveFolder Id="R" Directory="INSTALLFOLDER" On="always" />""", "'always' is not a value of 'RemoveFolder/@On'; it is one of: install, uninstall, both.")]
    [DataRow("""<RemoveFolder Id="R" Directory="Nowhere" On="both" />""", "'Nowhere' is referenced but not declared.")]
    [DataRow("""<RemoveFolder Id="R" Directory="INSTALLFOLDER" On="both" Property="P" />""", "the attribute 'Property' of 'RemoveFolder' is unknown.")]
    public void Shortcut_or_folder_with_a_mistake_is_refused(string element, string sentence)
    {
        using var package = new TinyPackage { Component = $"""<Component Id="C"><RegistryValue Id="R1" Root="HKLM" Key="k" Name="n" Type="string" Value="v" KeyPath="yes" />{element}</Component>""" };
        StringAssert.EndsWith(package.CompileError(), sentence);
    }

    [TestMethod]
    [DataRow("""<Error Id="24999" Message="m" />""", "'Error' needs an Id from 25000 to 30000.")]
    [DataRow("""<Error Id="x" Message="m" />""", "'x' is not a number for 'Error/@Id'.")]
    [DataRow("""<Error Id="25001" />""", "'Error' needs the attribute 'Message'.")]
    [DataRow("""<Error Id="25001" Message="m" /><Error Id="25001" Message="n" />""", "'25001' is already declared.")]
    [DataRow("""<Error Id="25001" Message="m" Level="1" />""", "the attribute 'Level' of 'Error' is unknown.")]
    public void Message_with_a_mistake_is_refused(string error, string sentence)
    {
        using var package = new TinyPackage { Body = $"""<UI Id="Messages">{error}</UI>""" };
        StringAssert.EndsWith(package.CompileError(), sentence);
    }

    [TestMethod]
    public void Icon_that_is_not_there_is_refused()
    {
        using var package = new TinyPackage { Body = """<Icon Id="I.ico" SourceFile="gone.ico" />""" };
        StringAssert.EndsWith(package.CompileError(), "the file 'gone.ico' does not exist.");
    }

    [TestMethod]
    public void Component_group_in_no_feature_is_refused()
    {
        using var package = new TinyPackage
        {
            Body = """<ComponentGroup Id="Lost" Directory="INSTALLFOLDER"><Component Id="C"><RegistryValue Id="R" Root="HKLM" Key="k" Name="n" Type="string" Value="v" KeyPath="yes" /></Component></ComponentGroup>""",
        };
        StringAssert.EndsWith(package.CompileError(), "no feature takes in the component group 'Lost'.");
    }

    [TestMethod]
    public void Missing_payload_file_is_refused()
    {
        using var package = new TinyPackage { Files = """<Files Include="!(bindpath.Payload)\**"><Exclude Files="!(bindpath.Payload)\gone.exe" /></Files>""" };
        StringAssert.EndsWith(package.CompileError(), "the file 'payload/gone.exe' does not exist.");
    }

    [TestMethod]
    [DataRow("deferred", "After=\"CostFinalize\"", "'Work' is deferred: it must stand between InstallInitialize and InstallFinalize.")]
    [DataRow("rollback", "After=\"InstallFinalize\"", "'Work' is deferred: it must stand between InstallInitialize and InstallFinalize.")]
    [DataRow("deferred", "After=\"InstallInitialize\" Condition=\"\"", "'Work' has an empty condition.")]
    [DataRow("deferred", "After=\"InstallInitialize\" Before=\"InstallFiles\"", "'Custom' needs exactly one of the attributes Before and After.")]
    [DataRow("deferred", "After=\"PatchFiles\"", "'Work' stands beside 'PatchFiles', which InstallExecuteSequence does not have.")]
    [DataRow("deferred", "After=\"Work\"", "'Work' is placed in a circle: following its neighbours leads back to it.")]
    public void Action_in_a_place_that_cannot_work_is_refused(string execute, string place, string sentence)
    {
        using var package = new TinyPackage { Body = Library + Action("Work", execute) + Schedule("Work", place) };
        StringAssert.EndsWith(package.CompileError(), sentence);
    }

    [TestMethod]
    [DataRow("""Property="PROGRAM" """, "'CustomAction' needs the attribute 'ExeCommand'.")]
    [DataRow("""Property="MISSING" ExeCommand="x" """, "'MISSING' is referenced but not declared.")]
    [DataRow("""Property="PROGRAM" ExeCommand="x" DllEntry="Work" """, "the attribute 'DllEntry' of 'CustomAction' is unknown.")]
    [DataRow("""Property="PROGRAM" ExeCommand="x" BinaryRef="Library" """, "the attribute 'BinaryRef' of 'CustomAction' is unknown.")]
    [DataRow("""BinaryRef="Library" ExeCommand="x" """, "'CustomAction' needs the attribute 'DllEntry'.")]
    [DataRow("""BinaryRef="Library" DllEntry="Work" ExeCommand="x" """, "the attribute 'ExeCommand' of 'CustomAction' is unknown.")]
    [DataRow("""Directory="INSTALLFOLDER" ExeCommand="x" """, "'CustomAction' needs the attribute 'BinaryRef'.")]
    public void Action_that_is_neither_a_function_nor_a_program_is_refused(string attributes, string sentence)
    {
        using var package = new TinyPackage { Body = Library + $"""<Property Id="PROGRAM" Secure="yes" /><CustomAction Id="Work" {attributes}/>""" };
        StringAssert.EndsWith(package.CompileError(), sentence);
    }

    [TestMethod]
    public void Condition_written_as_text_is_refused()
    {
        using var package = new TinyPackage
        {
            Body = Library + Action("Work", "deferred") + """<InstallExecuteSequence><Custom Action="Work" After="InstallInitialize">NOT Installed</Custom></InstallExecuteSequence>""",
        };
        StringAssert.EndsWith(package.CompileError(), "the text 'NOT Installed' does not belong inside 'Custom'; values are attributes.");
    }

    [TestMethod]
    public void Two_actions_on_the_same_side_of_a_third_are_refused()
    {
        using var package = new TinyPackage
        {
            Body = Library + Action("One", "deferred") + Action("Two", "deferred") + Schedule("One", "After=\"InstallInitialize\"") + Schedule("Two", "After=\"InstallInitialize\""),
        };
        StringAssert.EndsWith(package.CompileError(), "'One' and 'Two' stand on the same side of 'InstallInitialize': say which is first.");
    }

    [TestMethod]
    public void Immediate_action_that_asks_not_to_impersonate_is_refused()
    {
        using var package = new TinyPackage { Body = Library + Action("Work", "immediate") };
        StringAssert.EndsWith(package.CompileError(), "'Work' is immediate: it always runs as the user, whatever Impersonate says.");
    }

    [TestMethod]
    public void Standard_action_that_WiX_does_not_move_is_refused()
    {
        using var package = new TinyPackage { Body = """<InstallExecuteSequence><InstallFiles After="InstallInitialize" /></InstallExecuteSequence>""" };
        StringAssert.EndsWith(package.CompileError(), "'InstallFiles' cannot be scheduled here: it is not an action WiX lets a package move.");
    }

    [TestMethod]
    [DataRow("StopServices")]
    [DataRow("StopServicse")]
    public void Condition_of_an_action_that_the_package_does_not_have_is_refused(string action)
    {
        using var package = new TinyPackage { Body = $"""<InstallExecuteSequence><{action} Condition="1" /></InstallExecuteSequence>""" };
        StringAssert.EndsWith(package.CompileError(), $"'{action}' is no standard action that InstallExecuteSequence has in this package.");
    }

    [TestMethod]
    public void Standard_action_that_is_neither_placed_nor_given_a_condition_is_refused()
    {
        using var package = new TinyPackage { Body = "<InstallExecuteSequence><InstallFiles /></InstallExecuteSequence>" };
        StringAssert.EndsWith(package.CompileError(), "'InstallFiles' needs the attribute 'Condition'.");
    }

    private static string Action(string id, string execute) =>
        $"""<CustomAction Id="{id}" BinaryRef="Library" DllEntry="{id}" Execute="{execute}" Impersonate="no" />""";

    private static string Schedule(string action, string place) =>
        $"""<InstallExecuteSequence><Custom Action="{action}" {place} /></InstallExecuteSequence>""";
}
