namespace Octopus.Lifecycle;

/// <summary>Reads the instance's name out of a service's command line.</summary>
internal static class InstanceArgument
{
    private const string Option = "--instance";

    /// <summary>The value of <c>--instance</c> as <c>--instance=X</c>, <c>--instance:X</c> or <c>--instance X</c>, with or without quotes.</summary>
    public static string? Find(string arguments)
    {
        var at = arguments.IndexOf(Option, StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        var rest = arguments.Substring(at + Option.Length).TrimStart();
        if (rest.Length > 0 && rest[0] is '=' or ':')
            rest = rest.Substring(1).TrimStart();
        if (rest.Length == 0)
            return null;
        var end = rest[0] == '"' ? rest.IndexOf('"', 1) : rest.IndexOf(' ');
        var value = (end < 0 ? rest : rest.Substring(0, end)).Trim('"');
        return value.Length == 0 ? null : value;
    }
}
