using System.Net.Http.Headers;
using Agentes.Host;
using Agentes.Host.Embedded;
using Agentes.Platform.Identity;
using Agentes.Platform.Models.Ledger;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Agentes.Platform.Tests.Fixture.PlatformFixture))]

namespace Agentes.Platform.Tests.Fixture;

/// <summary>
/// The whole program on a free port, over its own embedded PostgreSQL and Garnet, once for all tests. Each test makes its own
/// organization and never cleans up: that is what lets them run side by side, and every run proves tenancy on the way.
/// </summary>
public class PlatformFixture : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"agentes-tests-{Guid.CreateVersion7():N}");
    private EmbeddedServices _embedded = null!;
    private WebApplication _app = null!;

    public string Address { get; private set; } = "";

    public string DataFolder => _folder;

    public FakeModel Model { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    /// <summary>The role-less door of tests to look behind the API: what is really in the tables.</summary>
    public AcrossOrganizations Across => Services.GetRequiredService<AcrossOrganizations>();

    /// <summary>Further sections of the models' configuration.</summary>
    protected virtual string FurtherModels => "";

    public virtual async ValueTask InitializeAsync()
    {
        Model = await FakeModel.StartAsync();
        Directory.CreateDirectory(_folder);
        var models = Path.Combine(_folder, "models.yaml");
        await File.WriteAllTextAsync(models, Models(Model.Address) + FurtherModels);
        Environment.SetEnvironmentVariable("RateLimits__PerCredential", "1000000");
        Environment.SetEnvironmentVariable("RateLimits__PerAddress", "1000000");
        Environment.SetEnvironmentVariable("Ledger__JournalBytes", "16777216");
        var port = FreePort.Any();
        var settings = HostSettings.Read(["--port", $"{port}", "--data", _folder, "--models", models]);
        _embedded = await EmbeddedServices.StartAsync(settings, CancellationToken.None);
        var (database, redis) = Connect(_embedded.Database, _embedded.Redis);
        _app = Application.Build(
            settings, await EmbeddedServices.StartAsync(settings with { DatabaseUrl = database, RedisUrl = redis }, CancellationToken.None));
        await PlatformSetup.PrepareAsync(_app.Services, CancellationToken.None);
        await _app.StartAsync();
        Address = $"http://127.0.0.1:{port}";
    }

    /// <summary>What the program is told to connect to in place of the two servers.</summary>
    protected virtual (string Database, string Redis) Connect(string database, string redis) => (database, redis);

    public virtual async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _embedded.DisposeAsync();
        await Model.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Returns when every call of a model that has ended is in the database.</summary>
    public Task FlushLedgerAsync() => Services.GetRequiredService<LedgerDrain>().FlushAsync(CancellationToken.None);

    /// <summary>An organization with an owner and an API key that may do everything.</summary>
    public async Task<OrganizationScenario> NewOrganizationAsync(string name = "Loja de Teste")
    {
        var provisioning = Services.GetRequiredService<OrganizationProvisioning>();
        var email = $"owner-{Guid.CreateVersion7():N}@example.com";
        var created = await provisioning.CreateAsync(new NewOrganization(name, Guid.CreateVersion7(), email, "Dona"), CancellationToken.None);
        var key = await provisioning.AddApiKeyAsync(created.OrganizationId, "tests", Scopes.All, CancellationToken.None);
        return new OrganizationScenario(this, created.OrganizationId, created.OwnerMemberId, key, Client(key));
    }

    /// <summary>A client that sends this bearer token; none when null.</summary>
    public HttpClient Client(string? bearer)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"{Address}/api/v1/") };
        if (bearer is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        return client;
    }

    /// <summary>Tier 1 answers locally, the other tiers ask the scripted provider; nothing hides its faults.</summary>
    private static string Models(string address) =>
        $"""
        model_list:
          - model_name: tier1-llama
            litellm_params: {"{"} model: local/extractive {"}"}
          - model_name: tier1-gemini
            litellm_params: {"{"} model: local/extractive {"}"}
          - model_name: local
            litellm_params: {"{"} model: local/extractive {"}"}
          - model_name: tier2-haiku
            litellm_params: {"{"} model: openai/fake-1, api_base: "{address}/v1", api_key: test,
              input_cost_per_token: 0.00000025, output_cost_per_token: 0.00000125 {"}"}
          - model_name: tier3-sonnet
            litellm_params: {"{"} model: openai/fake-1, api_base: "{address}/v1", api_key: test,
              input_cost_per_token: 0.000003, output_cost_per_token: 0.000015 {"}"}
          - model_name: tier4-opus
            litellm_params: {"{"} model: openai/fake-1, api_base: "{address}/v1", api_key: test,
              input_cost_per_token: 0.000015, output_cost_per_token: 0.000075 {"}"}
          - model_name: embed
            litellm_params: {"{"} model: openai/embed-1, api_base: "{address}/v1", api_key: test {"}"}
          - model_name: quarantined
            litellm_params: {"{"} model: openai/fake-2, api_base: "{address}/v1", api_key: test {"}"}
          - model_name: retired
            litellm_params: {"{"} model: anthropic/claude-3-5-sonnet-20241022, api_key: test {"}"}
          - model_name: embed-floats
            litellm_params: {"{"} model: openai/embed-floats, api_base: "{address}/v1", api_key: test {"}"}
        router_settings:
          timeout_seconds: 10
          num_retries: 0
        """;
}
