using System.Text;
using Agentes.Bench.Common;

namespace Agentes.Bench.Gateway;

/// <summary>This project's gateway with everything on: a key of an organization, its limits, the ledger of calls, metrics, cost.</summary>
internal sealed class PlatformContestant : IContestant
{
    private readonly PlatformProcess _process;

    private PlatformContestant(PlatformProcess process, string key) => (_process, Headers) = (process, $"Authorization: Bearer {key}\r\n");

    public string Name => "agentes";

    public Uri Address => _process.Address;

    public string Headers { get; }

    public int ProcessId => _process.ProcessId;

    public static async Task<PlatformContestant> StartAsync(string hostDll, Uri upstream, CancellationToken ct)
    {
        var process = await PlatformProcess.StartAsync(hostDll, Models(upstream), ct);
        try
        {
            return new PlatformContestant(process, await CreateKeyAsync(process.Address, ct));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static async Task<string> CreateKeyAsync(Uri address, CancellationToken ct)
    {
        using var client = Connections.NewClient();
        var http = new PatientHttp(client, TimeSpan.FromSeconds(30), TimeProvider.System);
        var run = Guid.CreateVersion7().ToString("N");
        var owner = await Login.SignUpAsync(http, address, $"gateway-{run}@bench.example", $"Gateway-{run}", ct);
        var organization = await new PlatformApi(http, address, owner)
            .PostAsync<Wire.Created>("/api/v1/organizations", new { name = $"Gateway {run}" }, ct);
        var api = new PlatformApi(http, address, owner) { Organization = organization.Id };
        return (await api.PostAsync<Wire.CreatedKey>("/api/v1/api-keys", new { name = "gateway", scopes = new[] { "models:use" } }, ct)).Key;
    }

    /// <summary>One group of two deployments, so that choosing is part of the measurement.</summary>
    private static string Models(Uri upstream)
    {
        var yaml = new StringBuilder("model_list:\n");
        foreach (var number in new[] { 1, 2 })
        {
            yaml.Append($"""
                  - model_name: {ChatRequests.Model}
                    litellm_params:
                      model: openai/fake-model
                      api_base: {new Uri(upstream, "/v1")}
                      api_key: sk-fake-{number}
                      input_cost_per_token: 0.0000002
                      output_cost_per_token: 0.0000006

                """);
        }

        return yaml.ToString();
    }
}
