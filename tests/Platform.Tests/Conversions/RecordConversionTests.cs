using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Conversions;

public sealed class RecordConversionTests(PlatformFixture platform)
{
    [Fact]
    public async Task A_conversion_of_a_conversation_is_its_contacts()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();
        var contact = (await shop.Http.GetJsonAsync($"conversations/{conversation}")).Text("contact_id");

        var recorded = await shop.Http.PostJsonAsync(
            "conversions", new { conversation_id = conversation, goal = "purchase", value = 499.9 });

        recorded.Text("contact_id").ShouldBe(contact);
        recorded.Text("currency").ShouldBe("BRL");
        (await shop.Http.GetJsonAsync("conversions")).GetProperty("data")[0].Text("id").ShouldBe(recorded.Text("id"));
    }

    [Fact]
    public async Task The_same_external_id_is_the_same_conversion_also_for_those_who_send_at_once()
    {
        var shop = await platform.NewOrganizationAsync();
        var contact = (await shop.Http.PostJsonAsync("contacts", new { name = "Ana" })).Text("id");
        var body = new { contact_id = contact, goal = "purchase", external_id = "order-1" };

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.Http.TryAsync(HttpMethod.Post, "conversions", body)));

        answers.Count(a => a.Status == 201).ShouldBe(1);
        answers.Count(a => a.Status == 200).ShouldBe(7);
        answers.Select(a => a.Body.Text("id")).Distinct().Count().ShouldBe(1);
        (await shop.Http.GetJsonAsync("conversions")).GetProperty("data").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Whose_conversion_it_is_must_be_known_and_ours()
    {
        var (shop, other) = (await platform.NewOrganizationAsync(), await platform.NewOrganizationAsync());
        var contact = (await shop.Http.PostJsonAsync("contacts", new { name = "Ana" })).Text("id");
        var foreign = (await other.Http.PostJsonAsync("contacts", new { name = "Bia" })).Text("id");
        var conversation = await shop.NewConversationAsync();

        (await StatusAsync(new { goal = "purchase" })).ShouldBe(400);
        (await StatusAsync(new { goal = "purchase", contact_id = foreign })).ShouldBe(404);
        (await StatusAsync(new { goal = "purchase", conversation_id = conversation, contact_id = contact })).ShouldBe(400);
        (await StatusAsync(new { goal = "", contact_id = contact })).ShouldBe(400);
        (await StatusAsync(new { goal = "purchase", contact_id = contact, value = -1 })).ShouldBe(400);
        (await StatusAsync(new { goal = "purchase", contact_id = contact })).ShouldBe(201);

        async Task<int> StatusAsync(object body) => (await shop.Http.TryAsync(HttpMethod.Post, "conversions", body)).Status;
    }

    [Fact]
    public async Task The_list_is_walked_by_when_things_happened()
    {
        var shop = await platform.NewOrganizationAsync();
        var contact = (await shop.Http.PostJsonAsync("contacts", new { name = "Ana" })).Text("id");
        foreach (var day in new[] { 3, 1, 2, 2 })
        {
            await shop.Http.PostJsonAsync(
                "conversions", new { contact_id = contact, goal = $"day {day}", occurred_at = $"2026-01-0{day}T10:00:00.1234567-03:00" });
        }

        var goals = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await shop.Http.GetJsonAsync($"conversions?limit=1{(cursor is null ? "" : $"&cursor={cursor}")}");
            goals.AddRange(page.GetProperty("data").EnumerateArray().Select(c => c.Text("goal")));
            cursor = page.GetProperty("page").Text("next_cursor");
        }
        while (cursor is not null);

        goals.ShouldBe(["day 3", "day 2", "day 2", "day 1"]);
    }
}
