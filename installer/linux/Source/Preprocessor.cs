using System.Xml;
using System.Xml.Linq;

namespace PackageCompiler.Source;

/// <summary>Turns a source file into elements: variables replaced, includes inlined, conditions decided.</summary>
internal sealed class Preprocessor(Variables variables)
{
    private static readonly XNamespace Schema = "http://wixtoolset.org/schemas/v4/wxs";

    public Element Read(string file, string expectedRoot)
    {
        var root = Load(file, null).Root!;
        if (root.Name != Schema + expectedRoot)
            throw new SourceException(At(file, root), $"the root element is '{root.Name}', not '{expectedRoot}' of {Schema}.");
        return Convert(file, root);
    }

    private static XDocument Load(string file, SourceLocation? includedAt)
    {
        if (!File.Exists(file))
            throw new SourceException(includedAt ?? new(file, 0), $"the file '{file}' does not exist.");
        try
        {
            return XDocument.Load(file, LoadOptions.SetLineInfo);
        }
        catch (XmlException error)
        {
            throw new SourceException(new(file, error.LineNumber), error.Message);
        }
    }

    private Element Convert(string file, XElement element)
    {
        var at = At(file, element);
        if (element.Name.Namespace != Schema)
            throw new SourceException(at, $"the element '{element.Name}' is of a schema this compiler does not know.");

        var attributes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var attribute in element.Attributes().Where(attribute => !attribute.IsNamespaceDeclaration))
        {
            if (attribute.Name.Namespace != XNamespace.None)
                throw new SourceException(at, $"the attribute '{attribute.Name}' of '{element.Name.LocalName}' is unknown.");
            attributes.Add(attribute.Name.LocalName, variables.Expand(attribute.Value, At(file, attribute)));
        }
        return new Element(element.Name.LocalName, at, attributes, [.. Content(file, element)]);
    }

    private List<Element> Content(string file, XElement parent)
    {
        var content = new List<Element>();
        var branches = new Branches();
        foreach (var node in parent.Nodes())
        {
            var at = At(file, node);
            switch (node)
            {
                case XComment:
                    break;
                case XText text when string.IsNullOrWhiteSpace(text.Value):
                    break;
                case XText text:
                    if (branches.Active)
                        throw new SourceException(at, $"the text '{text.Value.Trim()}' does not belong inside '{parent.Name.LocalName}'; values are attributes.");
                    break;
                case XElement element:
                    if (branches.Active)
                        content.Add(Convert(file, element));
                    break;
                case XProcessingInstruction instruction:
                    Obey(file, instruction, at, branches, content);
                    break;
                default:
                    throw new SourceException(at, $"a node of type {node.NodeType} is unknown.");
            }
        }
        branches.MustBeClosed(At(file, parent));
        return content;
    }

    private void Obey(string file, XProcessingInstruction instruction, SourceLocation at, Branches branches, List<Element> content)
    {
        var text = instruction.Data.Trim();
        switch (instruction.Target)
        {
            case "ifdef": branches.Open(variables.IsDefined(NameIn(text))); return;
            case "ifndef": branches.Open(!variables.IsDefined(NameIn(text))); return;
            case "else": branches.Else(at); return;
            case "endif": branches.Close(at); return;
        }
        if (!branches.Active)
            return;
        switch (instruction.Target)
        {
            case "define":
                var parts = text.Split('=', 2, StringSplitOptions.TrimEntries);
                variables.Define(NameIn(parts[0]), parts.Length == 2 ? parts[1].Trim('"') : "", at);
                break;
            case "include":
                content.AddRange(Include(file, variables.Expand(text.Trim('"'), at), at));
                break;
            case "error":
                throw new SourceException(at, variables.Expand(text.Trim('"'), at));
            default:
                throw new SourceException(at, $"the instruction '{instruction.Target}' is unknown.");
        }
    }

    private IReadOnlyList<Element> Include(string from, string name, SourceLocation at)
    {
        var file = Path.Combine(Path.GetDirectoryName(from) ?? "", name.Replace('\\', '/'));
        var root = Load(file, at).Root!;
        return root.Name == Schema + "Include"
            ? Convert(file, root).Children
            : throw new SourceException(At(file, root), $"the root element is '{root.Name}', not 'Include' of {Schema}.");
    }

    private static string NameIn(string text) => text.StartsWith("var.", StringComparison.Ordinal) ? text[4..] : text;

    private static SourceLocation At(string file, IXmlLineInfo node) => new(file, node.LineNumber);
}
