using System.Diagnostics;
using System.Text;
using Octopus.Services;
using Octopus.Tests.Support;

namespace Octopus.Tests.Contracts;

/// <summary>What a program of ours writes into a pipe or a file is UTF-8, byte by byte, whatever the machine's code page is.</summary>
[TestClass]
public sealed class StandardStreamsTests
{
    // In no code page together.
    private const string Text = "Malmö ı Ελλάδα 大阪 🐙";

    [TestMethod]
    public void Output_and_errors_are_utf_8_without_a_mark()
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [ChildProgram.SayOption, Text])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var error = new MemoryStream();
        var reading = child.StandardError.BaseStream.CopyToAsync(error);
        using var output = new MemoryStream();
        child.StandardOutput.BaseStream.CopyTo(output);
        reading.GetAwaiter().GetResult();

        var expected = Convert.ToHexString(Encoding.UTF8.GetBytes(Text + Environment.NewLine));
        Assert.AreEqual(expected, Convert.ToHexString(output.ToArray()));
        Assert.AreEqual(expected, Convert.ToHexString(error.ToArray()));
    }

    [TestMethod]
    [DataRow("65-6E-EF-BF", "enï¿")]
    [DataRow("EF-BB-BF-C3-B6", "ö")]
    [DataRow("C3-B6-0A", "ö\n")]
    [DataRow("FF-FE-F6-00", "ö")]
    [DataRow("F6", "ö")]
    [DataRow("", "")]
    public void Text_of_others_is_read_as_they_wrote_it(string bytes, string text) =>
        Assert.AreEqual(text, StandardStreams.TextOf(Convert.FromHexString(bytes.Replace("-", "", StringComparison.Ordinal)), Encoding.Latin1));
}
