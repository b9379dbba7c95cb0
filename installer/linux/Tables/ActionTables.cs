using PackageCompiler.Authoring;

namespace PackageCompiler.Tables;

/// <summary>CustomAction, Binary, ActionText and Error.</summary>
internal static class ActionTables
{
    public static IEnumerable<Table> Build(LinkedPackage package)
    {
        var actions = new Table("CustomAction", 1, "Action:s72", "Type:i2", "Source:S72", "Target:S255", "ExtendedType:I4");
        foreach (var action in package.All<CustomActionSymbol>())
            actions.Add(action.At, action.Id, action.Type, action.Source, action.Target, null);
        if (actions.Rows.Count > 0)
            yield return actions;

        var binaries = new Table("Binary", 1, "Name:s72", "Data:v0");
        foreach (var binary in package.All<BinarySymbol>())
            binaries.Add(binary.At, binary.Id, binary.Id + Table.StreamExtension);
        if (binaries.Rows.Count > 0)
            yield return binaries;

        var texts = new Table("ActionText", 1, "Action:s72", "Description:L0", "Template:L0");
        foreach (var text in package.All<ProgressTextSymbol>())
            texts.Add(text.At, text.Action, text.Message, text.Template);
        if (texts.Rows.Count > 0)
            yield return texts;

        var errors = new Table("Error", 1, "Error:i2", "Message:L0");
        foreach (var error in package.All<ErrorSymbol>())
            errors.Add(error.At, error.Number, error.Message);
        if (errors.Rows.Count > 0)
            yield return errors;
    }
}
