using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Conversations;

public sealed class TurnTests(PlatformFixture platform)
{
    [Fact]
    public async Task Quick_messages_of_a_web_chat_are_joined_by_the_quiet_window_into_one_reply()
    {
        var shop = await platform.NewOrganizationAsync();
        var agent = await shop.NewAgentAsync(new { quiet_window_ms = 700 });
        var conversation = await shop.NewConversationAsync(agent, "web");

        await shop.SayAsync(conversation, "Oi");
        await shop.SayAsync(conversation, "tudo bem?");
        await shop.SayAsync(conversation, "vocês abrem sábado?");
        var rows = await shop.UntilAnsweredAsync(conversation);

        var inbound = rows.Where(row => row.Text("direction") == "inbound").ToList();
        inbound.Count.ShouldBe(3);
        inbound.Select(row => row.Text("reply_id")).Distinct().Count().ShouldBe(1);
        rows.Count(row => row.Text("author") == "agent").ShouldBe(1);
    }

    [Fact]
    public async Task An_api_channel_does_not_wait_for_the_quiet_window()
    {
        var shop = await platform.NewOrganizationAsync();
        var agent = await shop.NewAgentAsync(new { quiet_window_ms = 60_000 });
        var conversation = await shop.NewConversationAsync(agent, "api");

        await shop.SayAsync(conversation, "Oi, bom dia");

        (await shop.UntilAnsweredAsync(conversation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_message_that_lands_before_the_reply_is_sent_restarts_it_and_is_answered_by_it()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();
        var first = OrganizationScenario.Premium + $"{Guid.CreateVersion7()} #slow 3000 #say antiga";

        await shop.SayAsync(conversation, first);
        await UntilAskedAsync(first);
        await shop.SayAsync(conversation, OrganizationScenario.Premium + "#say nova");
        var rows = await shop.UntilAnsweredAsync(conversation);

        var replies = rows.Where(row => row.Text("author") == "agent").ToList();
        replies.Count.ShouldBe(1);
        var inbound = rows.Where(row => row.Text("direction") == "inbound").ToList();
        inbound.Count.ShouldBe(2);
        inbound.ShouldAllBe(row => row.Text("reply_id") == replies[0].Text("id"));
        replies[0].Text("in_reply_to").ShouldBe(inbound[1].Text("id"));
    }

    [Fact]
    public async Task A_failing_model_is_tried_again_and_the_answer_is_sent_once()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();

        await shop.SayAsync(conversation, OrganizationScenario.Premium + $"{Guid.CreateVersion7()} #fail 500 x2 #say agora sim");
        var rows = await shop.UntilAnsweredAsync(conversation);

        rows.Count(row => row.Text("author") == "agent").ShouldBe(1);
        rows[^1].Text("text").ShouldBe("agora sim");
    }

    [Fact]
    public async Task A_turn_that_keeps_failing_becomes_a_dead_letter_a_person_gets_it_and_it_can_be_replayed()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();

        var sent = await shop.SayAsync(conversation, OrganizationScenario.Premium + $"{Guid.CreateVersion7()} #fail 500 x4 #say depois");
        var rows = await shop.UntilAsync(conversation, all => all[0].Text("status") == "dead");

        rows[0].Text("last_error").ShouldNotBeNullOrEmpty();
        rows[^1].Text("event").ShouldBe("handed_off_after_failure");
        (await shop.Http.GetJsonAsync($"conversations/{conversation}")).Text("owner").ShouldBe("human");
        (await shop.Http.GetJsonAsync("operations/queue")).GetProperty("dead").GetInt32().ShouldBe(1);
        var dead = (await shop.Http.GetJsonAsync("operations/dead-letters")).GetProperty("data");
        dead.GetArrayLength().ShouldBe(1);
        dead[0].Text("id").ShouldBe(sent.Text("id"));

        await shop.Http.PostJsonAsync($"operations/dead-letters/{sent.Text("id")}/replay", new { });
        rows = await shop.UntilAnsweredAsync(conversation);

        rows[0].Text("status").ShouldBe("handled");
        rows[^1].Text("text").ShouldBe("depois");
        (await shop.Http.GetJsonAsync("operations/queue")).GetProperty("dead").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task The_conversation_so_far_and_the_contacts_facts_are_given_to_the_model()
    {
        var shop = await platform.NewOrganizationAsync();
        var agent = await shop.NewAgentAsync(new { quiet_window_ms = 0, instructions = "Trate por senhora." });
        var started = await shop.Http.PostJsonAsync("conversations", new { agent_id = agent, contact = new { name = "Helena Prado" } });
        var conversation = started.GetProperty("id").GetGuid();
        var marker = Guid.CreateVersion7().ToString();

        await shop.SayAsync(conversation, OrganizationScenario.Premium + "#say Anotado o primeiro pedido.");
        await shop.UntilAnsweredAsync(conversation);
        await shop.SayAsync(conversation, OrganizationScenario.Premium + marker);
        await shop.UntilAnsweredAsync(conversation, replies: 2);

        var request = platform.Model.Requests.Select(r => r.RootElement.GetProperty("messages"))
            .Last(m => m.ToString().Contains(marker, StringComparison.Ordinal));
        request[0].Text("role").ShouldBe("system");
        request[0].Text("content")!.ShouldContain("Trate por senhora.");
        request[0].Text("content")!.ShouldContain("Helena Prado");
        request.EnumerateArray().Select(m => m.Text("content")).ShouldContain("Anotado o primeiro pedido.");
    }

    private async Task UntilAskedAsync(string text)
    {
        for (var i = 0; i < 200 && !platform.Model.Requests.Any(r => r.RootElement.ToString().Contains(text[^45..], StringComparison.Ordinal)); i++)
        {
            await Task.Delay(25);
        }
    }
}
