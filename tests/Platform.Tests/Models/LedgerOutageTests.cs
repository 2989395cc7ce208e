using System.Net;
using System.Text.Json;
using Agentes.ModelGateway.Ledger;
using Agentes.Platform.Models.Ledger;
using Agentes.Platform.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Tests.Models;

/// <summary>Calls of models while the database is away.</summary>
public sealed class LedgerOutageTests(CachingPlatform platform) : IClassFixture<CachingPlatform>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_go_on_and_their_rows_arrive_when_the_database_is_back()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var limit = await shop.LimitAsync(new { level = "key", subject = shop.KeyId, budget_usd = 1000 * ModelShop.Cost, window = "month" });
        using var before = await shop.AskAsync("um", ct: Ct);
        before.StatusCode.ShouldBe(HttpStatusCode.OK);

        platform.Database.PullOut();
        try
        {
            for (var i = 0; i < 10; i++)
            {
                using var during = await shop.AskAsync($"pergunta {i}", ct: Ct);
                during.StatusCode.ShouldBe(HttpStatusCode.OK, await during.Content.ReadAsStringAsync(Ct));
            }

            using var unknown = platform.Client("ak_nobody_has_looked_up_yet");
            using var refused = await unknown.GetAsync(new Uri($"{platform.Address}/v1/models"), Ct);
            refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, "who this is cannot be known now");
        }
        finally
        {
            platform.Database.PutBack();
        }

        var sums = await UntilWrittenAsync(() => shop.SumsAsync(limit));
        sums.Count.ShouldBe(11);
        (sums.Rows, sums.Counter).ShouldBe((11 * ModelShop.Cost, 11 * ModelShop.Cost));
    }

    [Fact]
    public async Task A_journal_without_room_refuses_calls_in_the_words_of_each_face()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        using var before = await shop.AskAsync("um", ct: Ct);
        before.StatusCode.ShouldBe(HttpStatusCode.OK);
        var journal = platform.Services.GetRequiredService<LedgerNode>().Journal;

        platform.Database.PullOut();
        try
        {
            Fill(journal);
            const string messages = """{"model":"tier3-sonnet","max_tokens":30,"messages":[{"role":"user","content":"Oi"}]}""";
            using var chat = await shop.AskAsync("dois", ct: Ct);
            using var stream = await shop.AskAsync("tres", stream: true, ct: Ct);
            using var responses = await shop.PostAsync("responses", """{"model":"tier3-sonnet","input":"Oi"}""", ct: Ct);
            using var embeddings = await shop.PostAsync("embeddings", """{"model":"embed","input":"Oi"}""", ct: Ct);
            using var anthropic = await shop.PostAsync("messages", messages, ct: Ct);

            foreach (var refused in (HttpResponseMessage[])[chat, stream, responses, embeddings])
            {
                refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                var error = (await ReadAsync(refused)).GetProperty("error");
                (error.Text("type"), error.Text("code")).ShouldBe(("server_error", "ledger_unavailable"));
                error.Text("message").ShouldNotBeNull().ShouldContain("written down");
                refused.Headers.RetryAfter.ShouldNotBeNull();
            }

            anthropic.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            var body = await ReadAsync(anthropic);
            (body.Text("type"), body.GetProperty("error").Text("type")).ShouldBe(("error", "overloaded_error"));
            body.GetProperty("error").Text("message").ShouldNotBeNull().ShouldContain("written down");
        }
        finally
        {
            platform.Database.PutBack();
        }

        await UntilWrittenAsync(async () =>
        {
            await platform.FlushLedgerAsync();
            return journal.IsFull;
        });
        using var after = await shop.AskAsync("quatro", ct: Ct);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    // Of an organization that there is not: the drain leaves them out.
    private static void Fill(CallJournal journal)
    {
        var decision = JsonSerializer.SerializeToUtf8Bytes(new { filling = new string('x', 2000) });
        var at = DateTimeOffset.UnixEpoch.AddYears(50);
        while (!journal.IsFull)
        {
            journal.End(new CallEntry
            {
                CallId = Guid.CreateVersion7(at),
                TenantId = Guid.CreateVersion7(at),
                Face = "chat_completions",
                RequestedGroup = "a",
                Group = "a",
                CreatedAt = at,
                Decision = decision,
            });
        }
    }

    private static async Task<T> UntilWrittenAsync<T>(Func<Task<T>> read)
    {
        while (true)
        {
            try
            {
                return await read();
            }
            catch (Exception notYet) when (notYet is Npgsql.NpgsqlException or InvalidOperationException)
            {
                // Connections from before are found broken one after the other.
                await Task.Delay(50, Ct);
            }
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement;
}
