using System.Globalization;
using Agentes.ModelGateway;
using Agentes.Platform.Models.Ledger;
using Agentes.Platform.Tests.Fixture;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agentes.Platform.Tests.Models;

public sealed class KeySpendTests(PlatformFixture platform)
{
    private const string Header = "x-litellm-key-spend";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_answer_says_what_its_key_has_spent_itself_included_when_it_comes_in_one_piece()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        var calls = 0;
        decimal? spent;
        do
        {
            using var answer = await shop.AskAsync(ct: Ct);
            calls++;
            spent = SpendOf(answer);
        }
        while (spent is null);

        spent.ShouldBe(calls * ModelShop.Cost);
        using var stream = await shop.AskAsync(stream: true, ct: Ct);
        SpendOf(stream).ShouldBe(calls * ModelShop.Cost, "what a stream will cost is not known at its beginning");
        await shop.UseNewKeyAsync();
        using var other = await shop.AskAsync(ct: Ct);
        (SpendOf(other) ?? ModelShop.Cost).ShouldBe(ModelShop.Cost, "each key on its own");
    }

    [Fact]
    public async Task A_node_that_starts_goes_on_from_the_ledger()
    {
        using var shop = await ModelShop.OpenAsync(platform);
        using var answer = await shop.AskAsync(ct: Ct);
        await platform.FlushLedgerAsync();
        var started = new KeySpend(
            platform.Across, new LedgerOptions(), platform.Services.GetRequiredService<TimeProvider>(), NullLogger<KeySpend>.Instance);
        started.Begin(new CallScope(shop.Shop.Id) { KeyId = shop.KeyId });

        started.Add(shop.KeyId, 1);
        started.Add(shop.KeyId, null);
        decimal? spent;
        while ((spent = started.Find(shop.KeyId)) is null)
        {
            await Task.Delay(10, Ct);
        }

        spent.ShouldBe(1 + ModelShop.Cost);
        started.Add(shop.KeyId, 2);
        started.Find(shop.KeyId).ShouldBe(3 + ModelShop.Cost);
        started.Find(Guid.CreateVersion7()).ShouldBeNull("a key that never called here");
    }

    private static decimal? SpendOf(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues(Header, out var values) ? decimal.Parse(values.Single(), CultureInfo.InvariantCulture) : null;
}
