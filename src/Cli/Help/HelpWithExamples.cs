using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Octopus.Cli.Help;

/// <summary>The help of the parser, and the command's examples after it.</summary>
internal sealed class HelpWithExamples(HelpAction help, string application) : SynchronousCommandLineAction
{
    /// <summary>Nothing that a command line lacks is worth a complaint when help was asked for.</summary>
    public override bool ClearsParseErrors => true;

    public static void AddTo(RootCommand root, string application)
    {
        foreach (var option in root.Options.OfType<HelpOption>())
            option.Action = new HelpWithExamples((HelpAction)option.Action!, application);
    }

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is not DocumentedCommand { Examples.Count: > 0 } command)
            return exitCode;

        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var example in command.Examples)
        {
            output.WriteLine($"  {example.Does}:");
            output.WriteLine($"    {application} {example.Arguments}");
        }

        output.WriteLine();
        return exitCode;
    }
}
