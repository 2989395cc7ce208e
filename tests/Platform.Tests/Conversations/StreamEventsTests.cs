using System.Text.Json;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Conversations;

public sealed class StreamEventsTests(PlatformFixture platform)
{
    [Fact]
    public async Task A_listener_sees_the_message_the_reply_growing_and_the_receipt()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();
        await using var listener = await EventListener.OpenAsync(shop, conversation);

        await shop.SayAsync(conversation, OrganizationScenario.Premium + "#drip 120 #say um dois três quatro cinco");
        var events = await listener.UntilAsync("reply.completed");

        events.Select(e => e.Type).Where(type => type != "ping").First().ShouldBe("message.created");
        var started = events.Single(e => e.Type == "reply.started").Data;
        var text = events.Where(e => e.Type == "reply.delta").Aggregate(started.Text("text")!, (all, e) =>
        {
            e.Data.GetProperty("at").GetInt32().ShouldBe(all.Length);
            return all + e.Data.Text("text");
        });
        events.Count(e => e.Type == "reply.delta").ShouldBeGreaterThan(0);
        var completed = events[^1].Data;
        completed.GetProperty("message").Text("text").ShouldBe("um dois três quatro cinco");
        text.ShouldBe("um dois três quatro cinco");
        completed.GetProperty("answers").GetArrayLength().ShouldBe(1);
        completed.GetProperty("message").GetProperty("receipt").GetProperty("tier").GetInt32().ShouldBe(4);
    }

    [Fact]
    public async Task Whoever_comes_back_gets_every_row_since_the_last_event_he_saw()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();
        await shop.SayAsync(conversation, "Oi");
        await shop.UntilAnsweredAsync(conversation);
        string seen;
        await using (var listener = await EventListener.OpenAsync(shop, conversation))
        {
            seen = (await listener.UntilAsync("ping"))[^1].Id!;
        }

        await shop.SayAsync(conversation, "Vocês entregam?");
        var rows = await shop.UntilAnsweredAsync(conversation, replies: 2);
        await using var back = await EventListener.OpenAsync(shop, conversation, seen);
        var events = await back.UntilAsync("reply.completed");

        events.Where(e => e.Type is "message.created" or "reply.completed").Select(e => e.Data.GetProperty("message").Text("id"))
            .ShouldBe(rows.Skip(2).Select(row => row.Text("id")));
        events[^1].Data.GetProperty("answers")[0].GetString().ShouldBe(rows[2].Text("id"));
    }

    [Fact]
    public async Task Taking_over_is_told_to_listeners()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();
        await using var listener = await EventListener.OpenAsync(shop, conversation);

        await shop.Http.PostJsonAsync($"conversations/{conversation}/takeover", new { });
        var events = await listener.UntilAsync("conversation.updated");

        events[^1].Data.GetProperty("conversation").Text("owner").ShouldBe("human");
        events.ShouldContain(e => e.Type == "message.created" && e.Data.GetProperty("message").Text("event") == "taken_over");
    }

    [Fact]
    public async Task Another_organization_cannot_listen()
    {
        var (shop, stranger) = (await platform.NewOrganizationAsync(), await platform.NewOrganizationAsync());
        var conversation = await shop.NewConversationAsync();

        (await stranger.Http.TryAsync(HttpMethod.Get, $"conversations/{conversation}/events")).Status.ShouldBe(404);
        await using var own = await EventListener.OpenAsync(shop, conversation);
        (await own.UntilAsync("ping")).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_list_hears_of_a_conversation_that_moves()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();
        await using var listener = await EventListener.OpenAsync(shop.Http, "events");
        await listener.UntilAsync("ping");

        await shop.SayAsync(conversation, "Oi");
        var moved = (await listener.UntilAsync("conversation.updated"))[^1].Data.GetProperty("conversation");

        moved.Text("id").ShouldBe(conversation.ToString());
        moved.ValueKind.ShouldBe(JsonValueKind.Object);
    }
}
