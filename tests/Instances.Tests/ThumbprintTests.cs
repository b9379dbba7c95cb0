using CsCheck;
using Octopus.Instances;

namespace Octopus.Tests.Instances;

[TestClass]
public sealed class ThumbprintTests
{
    private const string Known = "77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6";

    [TestMethod]
    [DataRow(Known)]
    [DataRow("77751f90f9eedcee0c0cd84f7a3cc726ad123fa6")]
    [DataRow("77 75 1f 90 f9 ee dc ee 0c 0c d8 4f 7a 3c c7 26 ad 12 3f a6")]
    [DataRow("77:75:1F:90:F9:EE:DC:EE:0C:0C:D8:4F:7A:3C:C7:26:AD:12:3F:A6")]
    [DataRow("\u200e77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6\r\n")]
    public void Check_thumbprint_however_it_was_copied_gives_its_one_form(string text) => Assert.AreEqual(Known, Thumbprint.Check(text));

    [TestMethod]
    [DataRow("")]
    [DataRow("77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA")]
    [DataRow("77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA60")]
    [DataRow("77751F90F9EEDCEE0C0CD84F7A3CC726AD123FAG")]
    [DataRow("77751F90F9EEDCEE0C0CD84F7A3CC726AD123FA٣")]
    [DataRow("0x751F90F9EEDCEE0C0CD84F7A3CC726AD123FA6")]
    public void Check_something_else_is_refused(string text)
    {
        var refusal = Assert.ThrowsExactly<InstanceException>(() => Thumbprint.Check(text));

        Assert.AreEqual(InstanceError.IllegalValue, refusal.Error);
        Assert.AreEqual($"'{text}' is not a thumbprint. Name the 40 hexadecimal digits of the certificate's SHA-1.", refusal.Message);
    }

    [TestMethod]
    public void Check_any_text_gives_forty_digits_that_are_their_own_form_or_refuses_in_one_line() =>
        Gen.OneOf(AnyName.Any, Gen.Char["0123456789abcdefABCDEF: \u200e"].Array[38, 44].Select(letters => new string(letters))).Sample(
            text =>
            {
                try
                {
                    var checkedOnce = Thumbprint.Check(text);
                    Assert.MatchesRegex("^[0-9A-F]{40}$", checkedOnce);
                    Assert.AreEqual(checkedOnce, Thumbprint.Check(checkedOnce));
                }
                catch (InstanceException refused) when (refused.Error == InstanceError.IllegalValue)
                {
                    Assert.IsFalse(refused.Message.Any(char.IsControl), refused.Message);
                }
            },
            iter: 2_000,
            print: AnyName.Print);
}
