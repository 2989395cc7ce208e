using Agentes.Bench.Common;

namespace Agentes.Crash.Tests;

/// <summary>An organization made through the API as a customer of ours would make it, with a key and a published agent.</summary>
internal sealed record Shop(string Key, PlatformApi Api)
{
    private static readonly string[] Scopes =
    [
        "agents:read", "agents:write", "contacts:read", "contacts:write", "conversations:read", "conversations:write",
        "models:use", "models:write",
    ];

    public static async Task<Shop> OpenAsync(Uri address, CancellationToken ct)
    {
        var http = new PatientHttp(Connections.NewClient(), TimeSpan.FromMinutes(1), TimeProvider.System);
        var run = Guid.CreateVersion7();
        var owner = await Login.SignUpAsync(http, address, $"dona-{run:N}@example.com", $"senha-{run:N}", ct);
        var organization = await new PlatformApi(http, address, owner)
            .PostAsync<Wire.Created>("/api/v1/organizations", new { name = "Loja que cai e levanta" }, ct);
        var asOwner = new PlatformApi(http, address, owner) { Organization = organization.Id };
        var key = await asOwner.PostAsync<Wire.CreatedKey>("/api/v1/api-keys", new { name = "replay", scopes = Scopes }, ct);
        var api = new PlatformApi(http, address, Login.WithApiKey(key.Key));
        await api.CreateAgentAsync("Vendas", ct);
        return new Shop(key.Key, api);
    }
}
