using System.Text.Json.Serialization;
using Octopus.Certificates;

namespace Octopus.Cli.Certificates;

/// <summary>The certificate of one instance as <c>show-thumbprint</c> answers it.</summary>
internal sealed record ThumbprintRow(
    string InstanceName,
    string? Thumbprint = null,
    string? Sha256 = null,
    string? Subject = null,
    DateTimeOffset? NotBefore = null,
    DateTimeOffset? NotAfter = null,
    string? Key = null,
    string? Problem = null)
{
    public static ThumbprintRow From(string instance, AgentCertificate certificate) => new(
        instance, certificate.Thumbprint, certificate.Sha256, certificate.Subject, certificate.NotBefore, certificate.NotAfter, certificate.Key.ToString());

    public string[] Cells() => [InstanceName, Thumbprint ?? Problem!];
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<ThumbprintRow>))]
internal sealed partial class ThumbprintJson : JsonSerializerContext;
