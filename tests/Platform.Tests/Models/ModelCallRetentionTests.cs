using Agentes.Platform.Models.Ledger;
using Agentes.Platform.Operations;
using Agentes.Platform.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agentes.Platform.Tests.Models;

public sealed class ModelCallRetentionTests(PlatformFixture platform)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_of_calls_are_erased_after_400_days_and_younger_ones_stay()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var limit = await shop.LimitAsync(new { level = "organization", budget_usd = 100, window = "minute" });
        var forever = await shop.LimitAsync(new { level = "key", subject = shop.KeyId, budget_usd = 100, window = "none" });
        using var answer = await shop.AskAsync(ct: Ct);
        await shop.SumsAsync(limit);
        await AgeAsync(shop.Shop.Id, days: 401);
        using var young = await shop.AskAsync(ct: Ct);
        (await shop.SumsAsync(limit)).Count.ShouldBe(2);

        await PurgeAsync(new LedgerOptions { Retention = TimeSpan.Zero });
        (await shop.SumsAsync(limit)).Count.ShouldBe(2, "control: zero keeps them for ever");
        await PurgeAsync(new LedgerOptions());

        (await shop.SumsAsync(limit)).ShouldBe((ModelShop.Cost, ModelShop.Cost, 1));
        (await shop.SumsAsync(forever)).Counter.ShouldBe(2 * ModelShop.Cost, "a budget for ever forgets nothing");
    }

    private async Task PurgeAsync(LedgerOptions ledger)
    {
        var options = platform.Services.GetRequiredService<PlatformOptions>() with { Ledger = ledger };
        var clock = platform.Services.GetRequiredService<TimeProvider>();
        await new PurgeModelCalls(platform.Across, options, clock, NullLogger<PurgeModelCalls>.Instance).RunAsync(Ct);
    }

    private async Task AgeAsync(Guid organization, int days)
    {
        await using var batch = platform.Across.Database.CreateBatch();
        foreach (var sql in (string[])
            [
                "UPDATE model_calls SET id = $3, created_at = created_at - $2 * interval '1 day' WHERE organization_id = $1",
                "UPDATE model_budget_windows SET window_start = window_start - $2 * interval '1 day' "
                + "WHERE organization_id = $1 AND window_start > to_timestamp(0) AND $3::uuid IS NOT NULL",
                "UPDATE model_budget_leases SET window_start = window_start - $2 * interval '1 day' "
                + "WHERE organization_id = $1 AND window_start > to_timestamp(0) AND $3::uuid IS NOT NULL",
            ])
        {
            var command = new Npgsql.NpgsqlBatchCommand(sql);
            command.Parameters.AddWithValue(organization);
            command.Parameters.AddWithValue(days);
            command.Parameters.AddWithValue(Guid.CreateVersion7(platform.Services.GetRequiredService<TimeProvider>().GetUtcNow().AddDays(-days)));
            batch.BatchCommands.Add(command);
        }

        await batch.ExecuteNonQueryAsync(Ct);
    }
}
