using PackageCompiler.Authoring;

namespace PackageCompiler.Tables;

/// <summary>CustomAction, Binary, ActionText and Error.</summary>
internal static class ActionTables
{
    public static IEnumerable<Table> Build(LinkedPackage package)
    {
        var actions = new Table("CustomAction", 1, "Action:s72 Identifier", "Type:i2 1..32767", "Source:S72 CustomSource", "Target:S255 Formatted", "ExtendedType:I4 0..2147483647");
        foreach (var action in package.All<CustomActionSymbol>())
            actions.Add(action.At, action.Id, action.Type, action.Source, action.Target, null);
        if (actions.Rows.Count > 0)
            yield return actions;

        var binaries = new Table("Binary", 1, "Name:s72 Identifier", "Data:v0 Binary");
        foreach (var binary in package.All<BinarySymbol>())
            binaries.Add(binary.At, binary.Id, binary.Id + Table.StreamExtension);
        if (binaries.Rows.Count > 0)
            yield return binaries;

        var texts = new Table("ActionText", 1, "Action:s72 Identifier", "Description:L0 Text", "Template:L0 Template");
        foreach (var text in package.All<ProgressTextSymbol>())
            texts.Add(text.At, text.Action, text.Message, text.Template);
        if (texts.Rows.Count > 0)
            yield return texts;

        var errors = new Table("Error", 1, "Error:i2 0..32767", "Message:L0 Template");
        foreach (var error in package.All<ErrorSymbol>())
            errors.Add(error.At, error.Number, error.Message);
        if (errors.Rows.Count > 0)
            yield return errors;
    }
}
