using System.Text;
using System.Text.Json;
using CsCheck;
using Octopus.Instances;

namespace Octopus.Tests.Instances;

/// <summary>Files that may lie in the folder of the index: ours, the vendor's, and those of disks and editors that went wrong.</summary>
internal static class IndexFiles
{
    private static readonly Gen<InstanceRecord> Record = Gen.Select(
        LegalNames.Any,
        Gen.OneOf(@"C:\Octopus\Tentacle.config", @"D:\Größe 実例\x.config"),
        (name, path) => new InstanceRecord(name, path));

    // Whole files that name what no instance can have, or a place that is not one.
    private static readonly Gen<InstanceRecord> NoRecord = Gen.OneOf(
        Gen.OneOf("a%b", "-x", "Prod\u00A0A", "a.", "it's", "a\"b", "a\nb").Select(name => new InstanceRecord(name, @"C:\x.config")),
        Gen.OneOf("relative", "\0", "http://[", @"\\server\share\a", "C:x", @"\x", @"%TEMP%\x").Select(path => new InstanceRecord("x", path)));

    // The ways in which one record may be written.
    private static readonly Gen<Func<InstanceRecord, byte[]>> Writing = Gen.OneOf<Func<InstanceRecord, byte[]>>(
        record => Utf8($$"""{"Name":{{Quoted(record.Name)}},"ConfigurationFilePath":{{Quoted(record.ConfigurationFilePath)}}}"""),
        record => [.. Encoding.UTF8.Preamble, .. Utf8($$"""{"Name":{{Quoted(record.Name)}},"ConfigurationFilePath":{{Quoted(record.ConfigurationFilePath)}}}""")],
        record => Utf8($$""" { "$type": "x", "ConfigurationFilePath": {{Quoted(record.ConfigurationFilePath)}}, "More": [[{"Name":1}]], "Name": {{Quoted(record.Name)}} } """),
        record => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes($$"""{"Name":{{Quoted(record.Name)}},"ConfigurationFilePath":{{Quoted(record.ConfigurationFilePath)}}}""")]);

    private static readonly Gen<string> WrongKind = Gen.Select(
        Gen.OneOf("null", "true", "1", "1e999", "\"\"", "\" \"", "[]", "{}", "[\"x\"]", "\"\\ud800\""),
        Gen.OneOf("\"x\"", "null", "7", "{}", "\"\\udc00\""),
        Gen.Bool,
        (name, path, isPath) => isPath
            ? $$"""{"Name":"x","ConfigurationFilePath":{{name}}}"""
            : $$"""{"Name":{{name}},"ConfigurationFilePath":{{path}}}""");

    private static readonly Gen<string> Nested = Gen.Select(
        Gen.OneOf("[", "{\"Name\":", "[{\"a\":", "{\"Name\":\"x\",\"More\":["), Gen.OneOf(1, 63, 64, 65, 1_000, 20_000), (open, depth) =>
            string.Concat(Enumerable.Repeat(open, depth)));

    /// <summary>Records that can be read, as the bytes of their files.</summary>
    public static Gen<(InstanceRecord Record, byte[] Bytes)> Good { get; } =
        Gen.Select(Record, Writing, (record, write) => (record, write(record)));

    /// <summary>Files that are no record, with something for their names to begin with: some come before the good ones, some behind.</summary>
    public static Gen<(string Before, byte[] Bytes)> Bad { get; } = Gen.Select(
        Gen.OneOf("!", "m", "~", "ÿ "),
        Gen.Frequency(
            (3, Gen.Byte.Array[0, 200].Where(bytes => !bytes.Contains((byte)'{'))),
            (3, Gen.Select(Good, Gen.Double[0, 1], (file, part) => file.Bytes[..(int)(file.Bytes.Length * 0.9 * part)])),
            (3, WrongKind.Select(Utf8)),
            (1, Nested.Select(text => Utf8(text))),
            (2, Gen.Select(NoRecord, Writing, (record, write) => write(record))),
            // A letter that is no UTF-8: read as another one, it would be another name.
            (1, Gen.Const(Encoding.Latin1.GetBytes("""{"Name":"Größe","ConfigurationFilePath":"x"}"""))),
            (1, Gen.Const(Utf8($$"""{"Name":"x","ConfigurationFilePath":"{{new string('x', 70_000)}}"}""")))));

    /// <summary>Any bytes: random ones, and good and bad files with a byte changed, taken out or put in.</summary>
    public static Gen<byte[]> Anything { get; } = Gen.Select(
        Gen.OneOf(Gen.Byte.Array[0, 100], Good.Select(file => file.Bytes), WrongKind.Select(Utf8)),
        Gen.Byte,
        Gen.Int[0, 200],
        Gen.Int[0, 3],
        Changed);

    private static byte[] Changed(byte[] bytes, byte with, int at, int how)
    {
        at %= bytes.Length + 1;
        return how switch
        {
            0 when at < bytes.Length => [.. bytes[..at], with, .. bytes[(at + 1)..]],
            1 when at < bytes.Length => [.. bytes[..at], .. bytes[(at + 1)..]],
            2 => [.. bytes[..at], with, .. bytes[at..]],
            _ => bytes,
        };
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
