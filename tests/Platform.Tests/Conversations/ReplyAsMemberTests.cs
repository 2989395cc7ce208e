using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Conversations;

public sealed class ReplyAsMemberTests(PlatformFixture platform)
{
    [Fact]
    public async Task The_same_client_message_id_is_the_same_reply()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await OwnedByPersonAsync(shop);
        var reply = new { text = "Oi, aqui é a Ana", client_message_id = Guid.CreateVersion7() };

        var copies = await Task.WhenAll(Enumerable.Range(0, 8).Select(
            _ => shop.Http.TryAsync(HttpMethod.Post, $"conversations/{conversation}/replies", reply)));

        copies.ShouldAllBe(copy => copy.Status == 201);
        copies.Select(copy => copy.Body.Text("id")).Distinct().Count().ShouldBe(1);
        copies.ShouldAllBe(copy => copy.Body.GetProperty("client_message_id").GetGuid() == reply.client_message_id);
        (await MemberRepliesAsync(shop, conversation)).ShouldBe(1);

        await shop.Http.PostJsonAsync($"conversations/{conversation}/replies", new { reply.text });
        (await MemberRepliesAsync(shop, conversation)).ShouldBe(2, "without an id the same words are said again");
    }

    [Fact]
    public async Task A_copy_that_comes_after_the_hand_back_is_still_the_reply_that_was_sent()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await OwnedByPersonAsync(shop);
        var reply = new { text = "Já resolvo", client_message_id = Guid.CreateVersion7() };
        var sent = await shop.Http.PostJsonAsync($"conversations/{conversation}/replies", reply);
        await shop.Http.PostJsonAsync($"conversations/{conversation}/handback", new { });

        (await shop.Http.PostJsonAsync($"conversations/{conversation}/replies", reply)).Text("id").ShouldBe(sent.Text("id"));
        var (status, problem) = await shop.Http.TryAsync(
            HttpMethod.Post,
            $"conversations/{conversation}/replies",
            new { text = "Uma resposta nova", client_message_id = Guid.CreateVersion7() });
        (status, problem.Code()).ShouldBe((409, "conversation_owned_by_bot"));
    }

    [Theory]
    [InlineData("replies", "replies", "Outra coisa")]
    [InlineData("messages", "replies", "Bom dia")]
    [InlineData("replies", "messages", "Bom dia")]
    public async Task An_id_cannot_be_used_for_another_message(string first, string second, string text)
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await OwnedByPersonAsync(shop);
        var id = Guid.CreateVersion7();
        await shop.Http.PostJsonAsync($"conversations/{conversation}/{first}", new { text = "Bom dia", client_message_id = id });

        var (status, problem) = await shop.Http.TryAsync(
            HttpMethod.Post, $"conversations/{conversation}/{second}", new { text, client_message_id = id });
        (status, problem.Code()).ShouldBe((409, "client_message_id_reused"));

        await shop.Http.PostJsonAsync($"conversations/{conversation}/{second}", new { text, client_message_id = Guid.CreateVersion7() });
    }

    [Fact]
    public async Task An_id_used_in_one_conversation_is_free_in_another()
    {
        var shop = await platform.NewOrganizationAsync();
        var reply = new { text = "Oi", client_message_id = Guid.CreateVersion7() };
        var ids = new List<string?>();
        foreach (var conversation in new[] { await OwnedByPersonAsync(shop), await OwnedByPersonAsync(shop) })
        {
            ids.Add((await shop.Http.PostJsonAsync($"conversations/{conversation}/replies", reply)).Text("id"));
        }

        ids.Distinct().Count().ShouldBe(2);
    }

    private static async Task<Guid> OwnedByPersonAsync(OrganizationScenario shop)
    {
        var conversation = await shop.NewConversationAsync();
        await shop.Http.PostJsonAsync($"conversations/{conversation}/takeover", new { });
        return conversation;
    }

    private static async Task<int> MemberRepliesAsync(OrganizationScenario shop, Guid conversation) =>
        (await shop.MessagesAsync(conversation)).Count(row => row.Text("author") == "member");
}
