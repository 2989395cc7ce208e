using Agentes.Bench.Common;

namespace Agentes.Bench.Load;

/// <summary>What a run needs on the platform: an organization of its own, a key, an agent that answers at once.</summary>
internal static class PlatformSetup
{
    private static readonly string[] Scopes =
    [
        "agents:read", "agents:write", "contacts:read", "contacts:write", "conversations:read", "conversations:write",
    ];

    public static async Task<PlatformUnderLoad> CreateAsync(PatientHttp http, Uri address, CancellationToken ct)
    {
        var run = Guid.CreateVersion7();
        var owner = await Login.SignUpAsync(http, address, $"load-{run:N}@bench.example", $"Load-{run:N}", ct);
        var organization = await new PlatformApi(http, address, owner)
            .PostAsync<Wire.Created>("/api/v1/organizations", new { name = $"Load {run:N}" }, ct);
        var asOwner = new PlatformApi(http, address, owner) { Organization = organization.Id };
        var key = await asOwner.PostAsync<Wire.CreatedKey>("/api/v1/api-keys", new { name = "load", scopes = Scopes }, ct);
        return await WithKeyAsync(http, address, key.Key, agent: null, ct);
    }

    /// <summary>On a platform that somebody else runs: its key, and its agent or a new one.</summary>
    public static async Task<PlatformUnderLoad> WithKeyAsync(
        PatientHttp http, Uri address, string apiKey, string? agent, CancellationToken ct)
    {
        var api = new PlatformApi(http, address, Login.WithApiKey(apiKey));
        var found = agent is null ? null : await api.FindAgentAsync(agent, ct);
        var agentId = found?.Id ?? await api.CreateAgentAsync(agent ?? "Load", ct);
        return new PlatformUnderLoad(api, address, apiKey, agentId);
    }
}
