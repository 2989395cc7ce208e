using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Conversations;

public sealed class OwnershipTests(PlatformFixture platform)
{
    [Fact]
    public async Task A_reply_in_the_making_is_not_sent_once_a_person_has_taken_over()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();

        await shop.SayAsync(conversation, OrganizationScenario.Premium + $"{Guid.CreateVersion7()} #slow 1200 #say tarde demais");
        var taken = await shop.Http.PostJsonAsync($"conversations/{conversation}/takeover", new { });
        taken.Text("owner").ShouldBe("human");
        await Task.Delay(2500);

        var rows = await shop.MessagesAsync(conversation);
        rows.ShouldNotContain(row => row.Text("author") == "agent");
        rows[0].Text("status").ShouldBe("handled");
        rows[^1].Text("event").ShouldBe("taken_over");
    }

    [Fact]
    public async Task A_person_answers_only_what_a_person_owns()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();

        var (status, problem) = await shop.Http.TryAsync(HttpMethod.Post, $"conversations/{conversation}/replies", new { text = "Oi" });
        status.ShouldBe(409);
        problem.Code().ShouldBe("conversation_owned_by_bot");

        await shop.Http.PostJsonAsync($"conversations/{conversation}/takeover", new { });
        var reply = await shop.Http.PostJsonAsync($"conversations/{conversation}/replies", new { text = "Oi, aqui é a Ana" });
        reply.Text("author").ShouldBe("member");
        (await shop.MessagesAsync(conversation))[^1].Text("text").ShouldBe("Oi, aqui é a Ana");
    }

    [Fact]
    public async Task The_agent_answers_what_came_in_while_a_person_had_the_conversation_once_it_is_handed_back()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();
        await shop.Http.PostJsonAsync($"conversations/{conversation}/takeover", new { });

        var sent = await shop.SayAsync(conversation, "Alguém aí?");
        sent.Text("status").ShouldBe("handled");
        var handed = await shop.Http.PostJsonAsync($"conversations/{conversation}/handback", new { note = "Cliente com pressa" });
        handed.Text("owner").ShouldBe("bot");
        var rows = await shop.UntilAnsweredAsync(conversation);

        rows.Single(row => row.Text("event") == "handed_back").Text("text").ShouldBe("Cliente com pressa");
        rows[^1].Text("in_reply_to").ShouldBe(sent.Text("id"));
    }

    [Fact]
    public async Task A_stale_version_is_refused_and_a_current_one_is_not()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();
        using var read = await shop.Http.GetAsync($"conversations/{conversation}");
        var etag = read.Headers.ETag!.ToString();
        await shop.Http.PatchJsonAsync($"conversations/{conversation}", new { subject = "Um" });

        (await RenameAsync(etag)).ShouldBe(412);
        using var again = await shop.Http.GetAsync($"conversations/{conversation}");
        (await RenameAsync(again.Headers.ETag!.ToString())).ShouldBe(200);

        async Task<int> RenameAsync(string version)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"conversations/{conversation}")
            {
                Content = System.Net.Http.Json.JsonContent.Create(new { subject = "Dois" }),
            };
            request.Headers.TryAddWithoutValidation("If-Match", version);
            return (int)(await shop.Http.SendAsync(request)).StatusCode;
        }
    }
}
