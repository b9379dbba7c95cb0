using PackageCompiler.Sequence;
using PackageCompiler.Source;

namespace PackageCompiler.Authoring;

/// <summary>Reads custom actions and the binaries they live in.</summary>
internal static class ActionReader
{
    private const int DllInBinary = 1, ProgramInProperty = 50, SetPropertyText = 51;
    private const int IgnoreResult = 64, FirstSequence = 256, Rollback = 256, Commit = 512, InScript = 1024, NoImpersonate = 2048;

    public static void ReadBinary(Section section, ElementReader element)
    {
        section.Symbols.Add(new BinarySymbol(element.At, element.Id(), element.Required("SourceFile")));
        element.End();
    }

    public static void Read(Section section, ElementReader element)
    {
        var id = element.Id();
        var execute = element.Choice("Execute", "immediate", "immediate", "deferred", "rollback", "commit");
        var impersonate = element.YesNo("Impersonate", true);
        if (!impersonate && execute == "immediate")
            throw element.Error($"'{id}' is immediate: it always runs as the user, whatever Impersonate says.");

        var (kind, source, target) = Work(section, element);
        var type = kind
            | (element.Choice("Return", "check", "check", "ignore") == "ignore" ? IgnoreResult : 0)
            | (impersonate ? 0 : NoImpersonate)
            | execute switch
            {
                "deferred" => InScript,
                "rollback" => InScript | Rollback,
                "commit" => InScript | Commit,
                _ => 0,
            };
        section.Symbols.Add(new CustomActionSymbol(element.At, id, type, source, target));
        element.End();
    }

    // A function in a library of the package, or a program that a property names.
    private static (int Kind, string Source, string Target) Work(Section section, ElementReader element)
    {
        if (element.Optional("Property") is { } property)
        {
            section.Refer<PropertySymbol>(property, element.At);
            return (ProgramInProperty, property, element.Required("ExeCommand"));
        }
        var binary = element.Required("BinaryRef");
        section.Refer<BinarySymbol>(binary, element.At);
        return (DllInBinary, binary, element.Required("DllEntry"));
    }

    public static void ReadSetProperty(Section section, ElementReader element)
    {
        var property = element.Id();
        var action = element.Optional("Action") ?? "Set" + property;
        var where = element.Choice("Sequence", "both", "both", "first", "execute", "ui");
        var (before, after) = SequenceReader.Neighbour(element);
        var condition = element.Optional("Condition");

        section.Symbols.Add(new CustomActionSymbol(element.At, action, SetPropertyText | (where == "first" ? FirstSequence : 0), property, element.Required("Value")));
        if (where != "ui")
            section.Symbols.Add(new ScheduleSymbol(element.At, SequenceTable.InstallExecuteSequence, action, before, after, condition));
        if (where != "execute")
            section.Symbols.Add(new ScheduleSymbol(element.At, SequenceTable.InstallUISequence, action, before, after, condition));
        element.End();
    }
}
