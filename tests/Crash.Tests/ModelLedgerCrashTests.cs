using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Agentes.Bench.Common;
using Npgsql;

namespace Agentes.Crash.Tests;

/// <summary>Programs keep calling models while the platform is killed: each call that was answered is in the ledger, once, and paid for.</summary>
public sealed class ModelLedgerCrashTests : IAsyncLifetime
{
    private const int Calls = 5000;
    private const int Callers = 128;

    private readonly string _folder = Directory.CreateTempSubdirectory("agentes-ledger-").FullName;
    private Upstream _upstream = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _upstream = await Upstream.StartAsync(_folder, Ct);

    public async ValueTask DisposeAsync()
    {
        await _upstream.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Killing_the_process_in_the_middle_of_five_thousand_calls_loses_no_row_and_counts_none_twice()
    {
        await using var platform = new Installation(_folder, _upstream.ModelsFile);
        platform.Start();
        await platform.WaitUntilReadyAsync(Ct);
        var shop = await Shop.OpenAsync(platform.Address, Ct);
        var limit = await shop.Api.PostAsync<Wire.Created>("/api/v1/model-limits", new { level = "organization", budget_usd = 1000, window = "month" }, Ct);
        var answered = new ConcurrentDictionary<Guid, byte>();

        var calling = CallAsync(platform.Address, shop.Key, answered);
        await Until(() => answered.Count > Calls / 2);
        await platform.KillAsync(Ct);
        var before = answered.Count;
        platform.Start();
        await platform.WaitUntilReadyAsync(Ct);
        await calling;

        answered.Count.ShouldBeGreaterThanOrEqualTo(Calls);
        answered.Count.ShouldBeGreaterThan(before, "control: it went on after the kill");
        await using var database = NpgsqlDataSource.Create(CrashTests.EmbeddedDatabase(platform));
        await Until(async () => await CountAsync(database, "status = 'ok'") >= answered.Count);
        var rows = await IdsAsync(database);
        answered.Keys.Where(id => !rows.Contains(id)).ShouldBeEmpty("an answered call without a row");
        (await CountAsync(database, "status = 'truncated' AND estimated AND error_code = 'process_ended'"))
            .ShouldBeInRange(1, Callers, "calls that the kill cut off are there too");
        await using var sums = database.CreateCommand(
            "SELECT (SELECT sum(charged_amount) FROM model_calls) = (SELECT sum(spent_usd) FROM model_budget_windows WHERE limit_id = $1)");
        sums.Parameters.AddWithValue(limit.Id);
        (await sums.ExecuteScalarAsync(Ct)).ShouldBe(true);
    }

    private static async Task CallAsync(Uri address, string key, ConcurrentDictionary<Guid, byte> answered)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Callers }) { BaseAddress = address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(async _ =>
        {
            while (answered.Count < Calls)
            {
                if (await AskAsync(http) is { } id)
                {
                    answered.TryAdd(id, 0).ShouldBeTrue("ids are unique");
                }
                else
                {
                    await Task.Delay(50, Ct);
                }
            }
        }));
    }

    /// <summary>The id of a call that was answered whole; null when the platform was away.</summary>
    private static async Task<Guid?> AskAsync(HttpClient http)
    {
        const string body = """{"model":"tier2-haiku","max_tokens":50,"messages":[{"role":"user","content":"Oi"}]}""";
        try
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), content, Ct);
            return answer.IsSuccessStatusCode ? Guid.Parse(answer.Headers.GetValues("x-litellm-call-id").Single()) : null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<HashSet<Guid>> IdsAsync(NpgsqlDataSource database)
    {
        var ids = new HashSet<Guid>();
        await using var command = database.CreateCommand("SELECT id FROM model_calls");
        await using var reader = await command.ExecuteReaderAsync(Ct);
        while (await reader.ReadAsync(Ct))
        {
            ids.Add(reader.GetGuid(0));
        }

        return ids;
    }

    private static async Task<long> CountAsync(NpgsqlDataSource database, string condition)
    {
        await using var command = database.CreateCommand($"SELECT count(*) FROM model_calls WHERE {condition}");
        return (long)(await command.ExecuteScalarAsync(Ct))!;
    }

    private static Task Until(Func<bool> condition) => Until(() => Task.FromResult(condition()));

    private static async Task Until(Func<Task<bool>> condition)
    {
        while (!await condition())
        {
            await Task.Delay(100, Ct);
        }
    }
}
