using System.Diagnostics;
using System.Runtime.Versioning;
using Octopus.Tests.Support;

namespace Octopus.Tests.Cli;

/// <summary>
/// The script in a real bash. In the program's place stands one that keeps what it was asked and repeats what it was told to answer:
/// so each line is completed twice, and in between the question is put to the real command line.
/// </summary>
[TestClass]
[OSCondition(OperatingSystems.Linux)]
[SupportedOSPlatform("linux")]
public sealed class BashCompletionTests : CommandTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder folder = new();

    [TestCleanup]
    public void Clean() => folder.Dispose();

    [TestMethod]
    [DataRow("Tentacle.exe ser", "ser", "service")]
    [DataRow("Tentacle.exe service --sto", "--sto", "--stop")]
    [DataRow("Tentacle.exe service --instance pro", "pro", @"Prod\ A")]
    [DataRow("Tentacle.exe service --instance \"pro", "pro", "Prod A")]
    [DataRow("Tentacle.exe service --instance 'pro", "pro", "Prod A")]
    [DataRow(@"Tentacle.exe service --instance Prod\ ", @"Prod\ ", @"Prod\ A")]
    [DataRow("Tentacle.exe service --instance=bl", "bl", "blue")]
    [DataRow("Tentacle.exe service --instance \"Prod A\" --sto", "--sto", "--stop")]
    [DataRow("Tentacle.exe show-configuration --instance ", "", @"blue|Prod\ A")]
    [DataRow("Tentacle.exe checkservices --instances ", "", @"\*|blue|Prod\ A")]
    [DataRow("Tentacle.exe watchdog ", "", "--help|create|delete|status")]
    [DataRow("Tentacle.exe watchdog create --interval ", "", "")]
    [DataRow("Tentacle.exe frobnicate --x", "--x", "")]
    public async Task Tab_completes(string line, string word, string expected)
    {
        await File.WriteAllTextAsync(folder.File("script"), (await Machine.Run("completion", "bash")).Succeeded().Output);
        await File.WriteAllTextAsync(folder.File("Tentacle.exe"), $"#!/bin/sh\nprintf '%s\\0' \"$@\" > '{folder.File("asked")}'\ncat '{folder.File("answer")}'\n");
        await File.WriteAllTextAsync(folder.File("answer"), "");
        File.SetUnixFileMode(folder.File("Tentacle.exe"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await Complete(line, word);
        var asked = (await File.ReadAllTextAsync(folder.File("asked"))).TrimEnd('\0').Split('\0');

        // The lines of Windows.
        await File.WriteAllTextAsync(folder.File("answer"), (await Machine.Run(asked)).Succeeded().Output.ReplaceLineEndings("\r\n"));

        Assert.AreEqual(expected, await Complete(line, word));
    }

    // What bash gives a completion function: the line, the cursor, the words, and the word at the cursor without its open quote.
    private async Task<string> Complete(string line, string word)
    {
        var start = new ProcessStartInfo("bash", ["--norc", "-c", """
            source "$1"; COMP_LINE="$2" COMP_POINT=${#2} COMP_WORDS=(Tentacle.exe)
            _Tentacle_completion "$4" "$3" ''; IFS='|'; printf '%s' "${COMPREPLY[*]}"
            """, "test", folder.File("script"), line, word, folder.File("Tentacle.exe")]) { RedirectStandardOutput = true };
        using var bash = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Patience);
        var answer = await bash.StandardOutput.ReadToEndAsync(limit.Token);
        await bash.WaitForExitAsync(limit.Token);
        Assert.AreEqual(0, bash.ExitCode);
        return answer;
    }
}
