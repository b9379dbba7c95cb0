using System.Text.Json.Serialization;

namespace Octopus.Backup.Manifests;

[JsonSourceGenerationOptions(WriteIndented = true, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Manifest))]
[JsonSerializable(typeof(ManifestFormat))]
internal sealed partial class ManifestJson : JsonSerializerContext;

/// <summary>What is read of a manifest before anything else is understood.</summary>
internal sealed record ManifestFormat(int Format);
