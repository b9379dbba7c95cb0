using System.Text.Json.Serialization;
using Octopus.Certificates;

namespace Octopus.Cli.Certificates;

/// <summary>The certificate of one instance as <c>show-thumbprint</c> answers it.</summary>
/// <param name="InstanceName">The instance.</param>
/// <param name="Thumbprint">What servers know it by.</param>
/// <param name="Sha256">The same with a newer hash.</param>
/// <param name="Subject">Whom the certificate names.</param>
/// <param name="NotBefore">From when it is valid.</param>
/// <param name="NotAfter">Until when it is valid.</param>
/// <param name="Key">The kind of its key.</param>
/// <param name="Problem">Why it cannot be shown; <see langword="null"/> when it is.</param>
public sealed record ThumbprintRow(
    string InstanceName,
    string? Thumbprint = null,
    string? Sha256 = null,
    string? Subject = null,
    DateTimeOffset? NotBefore = null,
    DateTimeOffset? NotAfter = null,
    string? Key = null,
    string? Problem = null)
{
    internal static ThumbprintRow From(string instance, AgentCertificate certificate) => new(
        instance, certificate.Thumbprint, certificate.Sha256, certificate.Subject, certificate.NotBefore, certificate.NotAfter, certificate.Key.ToString());

    internal string[] Cells() => [InstanceName, Thumbprint ?? Problem!];
}

/// <summary>How they are written and read.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(IReadOnlyList<ThumbprintRow>))]
public sealed partial class ThumbprintJson : JsonSerializerContext;
