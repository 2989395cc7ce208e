using System.Text;
using System.Text.Json;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Models;

/// <summary>
/// An organization that calls models by a key of its own. A call of <see cref="Exact"/> takes 120 + 30 tokens, as estimated.
/// </summary>
internal sealed class ModelShop(PlatformFixture platform, OrganizationScenario shop) : IDisposable
{
    public const decimal Cost = 0.00081m;

    /// <summary>Long enough that the estimate comes to the 120 tokens that the scripted provider counts.</summary>
    public static readonly string Exact = "Oi".PadRight(464, '.');

    private HttpClient _models = null!;

    public OrganizationScenario Shop => shop;

    public Guid KeyId { get; private set; }

    public string Key { get; private set; } = "";

    public static async Task<ModelShop> OpenAsync(PlatformFixture platform, object? key = null)
    {
        var opened = new ModelShop(platform, await platform.NewOrganizationAsync());
        await opened.UseNewKeyAsync(key);
        return opened;
    }

    public async Task UseNewKeyAsync(object? fields = null)
    {
        var body = JsonSerializer.SerializeToNode(fields ?? new { })!.AsObject();
        body["name"] = "modelos";
        body["scopes"] = JsonSerializer.SerializeToNode(new[] { "models:use" });
        var key = await shop.Http.PostJsonAsync("api-keys", body);
        (KeyId, Key) = (key.GetProperty("id").GetGuid(), key.Text("key")!);
        _models = platform.Client(Key);
        _models.BaseAddress = new Uri($"{platform.Address}/v1/");
    }

    public async Task<Guid> LimitAsync(object limit) => (await shop.Http.PostJsonAsync("model-limits", limit)).GetProperty("id").GetGuid();

    public Task<HttpResponseMessage> AskAsync(
        string? text = null, string model = "tier3-sonnet", int? maxTokens = 30, bool stream = false, string? user = null, CancellationToken ct = default) =>
        PostAsync(
            "chat/completions",
            JsonSerializer.Serialize(new { model, stream, max_tokens = maxTokens, user, messages = new[] { new { role = "user", content = text ?? Exact } } }),
            stream,
            ct);

    public async Task<HttpResponseMessage> PostAsync(string path, string body, bool stream = false, CancellationToken ct = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        return await _models.SendAsync(
            request, stream ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead, ct);
    }

    public Task<string> GetAsync(string path) => _models.GetStringAsync(new Uri(path, UriKind.Relative));

    /// <summary>Sum of the rows and of the counters of one limit, to the last decimal, with the number of rows.</summary>
    public async Task<(decimal Rows, decimal Counter, long Count)> SumsAsync(Guid limit)
    {
        await platform.FlushLedgerAsync();
        await using var command = platform.Across.Database.CreateCommand(
            """
            SELECT (SELECT coalesce(sum(charged_amount), 0) FROM model_calls WHERE organization_id = $1),
              (SELECT coalesce(sum(spent_usd), 0) FROM model_budget_windows WHERE limit_id = $2),
              (SELECT count(*) FROM model_calls WHERE organization_id = $1)
            """);
        command.Parameters.AddWithValue(shop.Id);
        command.Parameters.AddWithValue(limit);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetDecimal(0), reader.GetDecimal(1), reader.GetInt64(2));
    }

    public void Dispose() => _models.Dispose();
}
