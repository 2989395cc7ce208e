using System.Text.Json;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Conversations;

public sealed class SendMessageTests(PlatformFixture platform)
{
    [Fact]
    public async Task A_message_is_accepted_at_once_and_answered_with_a_receipt()
    {
        var shop = await platform.NewOrganizationAsync();
        await shop.Http.PostJsonAsync("knowledge", new { title = "Horário de atendimento", content = "A loja abre de segunda a sexta, das 9h às 18h." });
        var conversation = await shop.NewConversationAsync();

        var accepted = await shop.SayAsync(conversation, "Qual é o horário de atendimento?");
        accepted.Text("status").ShouldBe("pending");
        var rows = await shop.UntilAnsweredAsync(conversation);

        rows.Count.ShouldBe(2);
        rows[0].Text("status").ShouldBe("handled");
        rows[0].GetProperty("reply_id").GetGuid().ShouldBe(rows[1].GetProperty("id").GetGuid());
        rows[1].GetProperty("in_reply_to").GetGuid().ShouldBe(accepted.GetProperty("id").GetGuid());
        rows[1].Text("text")!.ShouldContain("das 9h às 18h");
        var receipt = rows[1].GetProperty("receipt");
        receipt.GetProperty("tier").GetInt32().ShouldBe(1);
        receipt.GetProperty("local").GetBoolean().ShouldBeTrue();
        receipt.GetProperty("cost_usd").GetDecimal().ShouldBe(0);
        receipt.GetProperty("baseline").GetProperty("cost_usd").GetDecimal().ShouldBeGreaterThan(0);
        receipt.GetProperty("sources")[0].Text("title").ShouldBe("Horário de atendimento");
        receipt.GetProperty("posterior").EnumerateArray().Sum(p => p.GetProperty("probability").GetDouble()).ShouldBe(1, 0.01);
    }

    [Fact]
    public async Task A_negotiation_goes_to_the_premium_tier_with_exact_usage_and_cost()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();

        await shop.SayAsync(conversation, OrganizationScenario.Premium + "#say Vamos conversar.");
        var reply = (await shop.UntilAnsweredAsync(conversation))[^1];

        reply.Text("text").ShouldBe("Vamos conversar.");
        var receipt = reply.GetProperty("receipt");
        receipt.GetProperty("tier").GetInt32().ShouldBe(4);
        receipt.Text("model_group").ShouldBe("tier4-opus");
        receipt.GetProperty("input_tokens").GetInt32().ShouldBe(120);
        receipt.GetProperty("output_tokens").GetInt32().ShouldBe(30);
        receipt.GetProperty("cost_usd").GetDecimal().ShouldBe((120 * 0.000015m) + (30 * 0.000075m));
    }

    [Fact]
    public async Task The_same_client_message_id_is_the_same_message()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();
        var id = Guid.CreateVersion7();

        var copies = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shop.SayAsync(conversation, "Oi, bom dia", id)));
        copies.Select(copy => copy.GetProperty("id").GetGuid()).Distinct().Count().ShouldBe(1);
        var rows = await shop.UntilAnsweredAsync(conversation);
        rows.Count(row => row.Text("direction") == "inbound").ShouldBe(1);
        rows.Count(row => row.Text("author") == "agent").ShouldBe(1);

        var (status, problem) = await shop.Http.TryAsync(
            HttpMethod.Post, $"conversations/{conversation}/messages", new { text = "Outra coisa", client_message_id = id });
        status.ShouldBe(409);
        problem.Code().ShouldBe("client_message_id_reused");
    }

    [Fact]
    public async Task Concurrent_messages_get_numbers_without_doubles_and_replies_in_order()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => shop.SayAsync(conversation, $"Pergunta número {i}")));
        var rows = await shop.UntilAsync(conversation, all => all.Where(Inbound).All(row => row.Text("status") == "handled"));

        rows.Select(row => row.GetProperty("sequence").GetInt32()).ShouldBe(Enumerable.Range(1, rows.Count));
        var replies = rows.Where(row => row.Text("author") == "agent").ToList();
        rows.Where(Inbound).ShouldAllBe(row => replies.Any(reply => reply.Text("id") == row.Text("reply_id")));
        replies.Select(reply => reply.Text("in_reply_to")).Distinct().Count().ShouldBe(replies.Count);
    }

    [Fact]
    public async Task Price_and_stock_come_from_the_product_row_and_not_from_prose()
    {
        var shop = await platform.NewOrganizationAsync();
        var description = "Custava R$ 999,00 no ano passado.";
        await shop.Http.PostJsonAsync("products", new { sku = "AF-1", name = "Air fryer Teste 4 L", price = 399.90, stock = 7, description });
        await shop.Http.PostJsonAsync("knowledge", new { title = "Air fryer Teste", content = "A air fryer custa R$ 111,00 e está esgotada." });
        var conversation = await shop.NewConversationAsync();

        await shop.SayAsync(conversation, "Quanto custa a air fryer de 4 L e tem em estoque?");
        var text = (await shop.UntilAnsweredAsync(conversation))[^1].Text("text")!;

        text.ShouldContain("R$ 399,90");
        text.ShouldContain("7 unidades");
        text.ShouldNotContain("111");
        text.ShouldNotContain("999");
    }

    [Fact]
    public async Task A_message_to_another_organizations_conversation_is_not_found()
    {
        var (shop, stranger) = (await platform.NewOrganizationAsync(), await platform.NewOrganizationAsync());
        var conversation = await shop.NewConversationAsync();

        var (status, problem) = await stranger.Http.TryAsync(HttpMethod.Post, $"conversations/{conversation}/messages", new { text = "Oi" });
        status.ShouldBe(404);
        problem.Code().ShouldBe("not_found");
        (await shop.MessagesAsync(conversation)).ShouldBeEmpty();

        (await shop.SayAsync(conversation, "Oi")).GetProperty("sequence").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task The_contacts_message_reopens_a_closed_conversation()
    {
        var shop = await platform.NewOrganizationAsync();
        var conversation = await shop.NewConversationAsync();
        (await shop.Http.PostJsonAsync($"conversations/{conversation}/close", new { })).Text("status").ShouldBe("closed");

        await shop.SayAsync(conversation, "Ainda estou com dúvida");
        await shop.UntilAnsweredAsync(conversation);

        (await shop.Http.GetJsonAsync($"conversations/{conversation}")).Text("status").ShouldBe("open");
    }

    private static bool Inbound(JsonElement row) => row.Text("direction") == "inbound";
}
