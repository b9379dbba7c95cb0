using System.CommandLine;
using Octopus.Cli.Inventory;

namespace Octopus.Cli.Doctor;

/// <summary><c>doctor</c>: everything that is not as it should be, each with what mends it.</summary>
internal static class DoctorCommand
{
    public static Command Build(CommandHost host)
    {
        var fix = new Option<bool>("--fix") { Description = "Mend what can be mended safely: nothing stops and nothing is lost." };
        var whatIf = new Option<bool>("--what-if") { Description = "Change nothing, also with --fix." };
        return QueryCommand.Build(
            host,
            "doctor",
            "Find what is wrong with the instances of this machine, and say what mends it.",
            [
                new("Look", "doctor"),
                new("Mend what is safe", "doctor --fix"),
                new("Give the findings to a program", "doctor --format json"),
            ],
            [fix, whatIf],
            FindingJson.Default.IReadOnlyListFinding,
            (parse, cancellation) => Examine(host, parse.GetValue(fix) && !parse.GetValue(whatIf), cancellation));
    }

    private static async Task<QueryAnswer<IReadOnlyList<Finding>>> Examine(CommandHost host, bool fix, CancellationToken cancellation)
    {
        // Rights and command lines of services are for administrators only: half an examination would say that all is well.
        host.RequireElevation();
        var inventory = await InstanceInventory.Take(host, ask: true, cancellation).ConfigureAwait(false);
        var findings = MachineChecks.Run(host)
            .Concat(RecordChecks.Run(host, inventory))
            .Concat(CertificateChecks.Run(host, inventory))
            .Concat(ConflictChecks.Run(host, inventory))
            .Concat(ServiceChecks.Run(host, inventory))
            .Select(finding => finding.Command is { } command ? finding with { Mend = host.Told(command) } : finding)
            .ToList();
        if (fix)
        {
            using var held = host.Store.Lock();
            findings = [.. findings.Select(Mended)];
        }

        var left = findings.Count(finding => !finding.Mended);
        return new(findings, output => Write(host, output, findings, inventory.Instances.Count), left > 0 ? ExitCode.ProblemsFound : ExitCode.Success);
    }

    private static Finding Mended(Finding finding)
    {
        if (finding.Fix is not { } mend)
            return finding;
        try
        {
            mend();
            return finding with { Mended = true };
        }
        catch (Exception known) when (Failure.IsKnown(known))
        {
            return finding with { Failure = Failure.MessageOf(known) };
        }
    }

    private static void Write(CommandHost host, TextWriter output, List<Finding> findings, int instances)
    {
        foreach (var finding in findings)
        {
            var colour = !host.Terminal.HasColours ? Colour.None : finding.Mended ? Colour.Green : Colour.Red;
            output.WriteLine(TextTable.Coloured(finding.Problem, colour));
            if (finding.Mended)
                output.WriteLine("  Mended.");
            else if (finding.Failure is { } failure)
                output.WriteLine($"  Not mended: {failure}");
            if (!finding.Mended && finding.Mend is { } mend)
                output.WriteLine($"  {(finding.Safe ? "Mended by 'doctor --fix', or with" : "Mend it with")}: {mend}");
        }

        var left = findings.Count(finding => !finding.Mended);
        output.WriteLine((left, findings.Count) switch
        {
            (0, 0) => $"{Count(instances, "instance")}, nothing to mend.",
            (0, var mended) => $"{Count(instances, "instance")}, {Count(mended, "problem")} mended.",
            var (open, all) => $"{Count(instances, "instance")}, {Count(open, "problem")} to mend{(all > open ? $", {all - open} mended" : "")}.",
        });
    }

    private static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";
}
