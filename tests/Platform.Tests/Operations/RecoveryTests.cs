using Agentes.Platform.Conversations.Ledger;
using Agentes.Platform.Operations;
using Agentes.Platform.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Tests.Operations;

public sealed class RecoveryTests(PlatformFixture platform)
{
    [Fact]
    public async Task Accepted_work_that_nobody_was_told_of_is_found_and_answered()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();
        await AcceptInSilenceAsync(shop, conversation, dueIn: TimeSpan.Zero);

        var rows = await shop.UntilAnsweredAsync(conversation);

        rows.Count(row => row.Text("author") == "agent").ShouldBe(1);
    }

    [Fact]
    public async Task Work_whose_due_time_was_lost_is_reconciled()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();
        await AcceptInSilenceAsync(shop, conversation, dueIn: TimeSpan.FromDays(3));

        await using var scope = platform.Services.CreateAsyncScope();
        var repaired = await scope.ServiceProvider.GetRequiredService<ReconcileStuckWork>().RunAsync(CancellationToken.None);

        repaired.ShouldBeGreaterThanOrEqualTo(1);
        (await shop.UntilAnsweredAsync(conversation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_was_deleted_past_retention_is_purged_and_what_was_deleted_now_is_not()
    {
        var shop = await platform.NewOrganizationAsync();
        var (old, recent, kept) = (await NewKnowledgeAsync(shop, "velho"), await NewKnowledgeAsync(shop, "recente"), await NewKnowledgeAsync(shop, "vivo"));
        await shop.Http.DeleteAsync($"knowledge/{old}");
        await shop.Http.DeleteAsync($"knowledge/{recent}");
        await using (var command = platform.Across.Database.CreateCommand("UPDATE knowledge_entries SET deleted_at = now() - interval '31 days' WHERE id = $1"))
        {
            command.Parameters.Add(new Npgsql.NpgsqlParameter<Guid> { TypedValue = old });
            await command.ExecuteNonQueryAsync();
        }

        await using var scope = platform.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PurgeDeletedRows>().RunAsync(CancellationToken.None);

        (await shop.Http.TryAsync(HttpMethod.Post, $"knowledge/{old}/restore")).Status.ShouldBe(404);
        (await shop.Http.TryAsync(HttpMethod.Post, $"knowledge/{recent}/restore")).Status.ShouldBe(200);
        (await shop.Http.TryAsync(HttpMethod.Get, $"knowledge/{kept}")).Status.ShouldBe(200);
    }

    private async Task AcceptInSilenceAsync(OrganizationScenario shop, Guid conversation, TimeSpan dueIn)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ledger = platform.Services.GetRequiredService<ConversationLedger>();
        await ledger.AcceptAsync(
            shop.Id, conversation, new NewMessage(Guid.CreateVersion7(now), null, "Oi, bom dia", null), now, now + dueIn, CancellationToken.None);
    }

    private static async Task<Guid> NewKnowledgeAsync(OrganizationScenario shop, string title) =>
        (await shop.Http.PostJsonAsync("knowledge", new { title, content = "Texto." })).GetProperty("id").GetGuid();
}
