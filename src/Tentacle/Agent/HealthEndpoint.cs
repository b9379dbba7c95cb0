using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Octopus.Tentacle.Agent;

/// <summary><c>GET /health</c>: who answers.</summary>
internal static class HealthEndpoint
{
    public static void MapHealth(this IEndpointRouteBuilder routes, Health health) =>
        routes.MapGet("/health", context => context.Response.WriteAsJsonAsync(health, HealthJson.Default.Health));
}

/// <summary>The answer of a healthy instance.</summary>
/// <param name="Instance">Its name.</param>
/// <param name="Version">The product version that runs.</param>
/// <param name="ProcessId">The process it runs in.</param>
/// <param name="StartedAt">Since when.</param>
internal sealed record Health(string Instance, string Version, int ProcessId, DateTimeOffset StartedAt)
{
    /// <summary>That of this process, which starts now.</summary>
    public static Health Of(AgentIdentity identity) => new(identity.Instance, identity.Version, Environment.ProcessId, TimeProvider.System.GetUtcNow());

    /// <summary>The answer as it is read over the pipe.</summary>
    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, HealthJson.Default.Health);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Health))]
internal sealed partial class HealthJson : JsonSerializerContext;
