using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Guards;

/// <summary>What leaves for a provider, and what comes back to the caller.</summary>
public sealed class MaskedProviderTests
{
    private const string Cpf = "529.982.247-25";

    [Fact]
    public async Task Personal_data_never_leaves_and_is_there_again_in_the_reply_whatever_the_cut()
    {
        await using var upstream = new FakeUpstream(Answers.Text("Olá! Seu CPF [C", "PF_", "1] confere, e-mail [EMAIL_1]. Tudo [certo", "]."));
        await using var gateway = Gateway(upstream);

        var reply = await AskAsync(gateway, [new(ChatRole.User, $"Sou ana@example.com, CPF {Cpf}")], Instructions("O CPF do cliente é " + Cpf));

        reply.ShouldBe($"Olá! Seu CPF {Cpf} confere, e-mail ana@example.com. Tudo [certo].");
        var sent = upstream.Requests.Single().Body.GetRawText();
        sent.ShouldNotContain(Cpf);
        sent.ShouldNotContain("ana@example.com");
        sent.ShouldContain("O CPF do cliente é [CPF_1]");
        sent.ShouldContain("Sou [EMAIL_1], CPF [CPF_1]");
    }

    [Fact]
    public async Task A_tool_is_called_with_the_real_values_and_its_result_is_masked_again()
    {
        const string call =
            """{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"c","function":"""
            + """{"name":"find","arguments":"{\"cpf\":\"[CPF_1]\"}"}}]}}]}""";
        await using var upstream = new FakeUpstream(
            Answers.Raw(Answers.Event(call) + Answers.Event(Answers.Finish("tool_calls")) + Answers.Event("[DONE]")), Answers.Text("Pedido de [EMAIL_1]."));
        await using var gateway = Gateway(upstream);
        List<ChatMessage> history = [new(ChatRole.User, "Meu CPF: " + Cpf)];

        var response = await gateway.Chat.GetResponseAsync(history, new ChatOptions { ModelId = "a" });
        var asked = response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Single();
        ((JsonElement)asked.Arguments!["cpf"]!).GetString().ShouldBe(Cpf);
        history.AddRange(response.Messages);
        history.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c", "{\"email\":\"bia@example.com\"}")]));
        var answered = await AskAsync(gateway, history, new ChatOptions { ModelId = "a" });

        answered.ShouldBe("Pedido de bia@example.com.");
        upstream.Requests.Last().Body.GetRawText().ShouldNotContain(Cpf);
        upstream.Requests.Last().Body.GetRawText().ShouldNotContain("bia@example.com");
    }

    [Fact]
    public async Task Without_the_setting_nothing_changes()
    {
        await using var upstream = new FakeUpstream(Answers.Text("[CPF_1]"));
        await using var gateway = Gateway(upstream, mask: false);

        (await AskAsync(gateway, [new(ChatRole.User, Cpf)], new ChatOptions { ModelId = "a" })).ShouldBe("[CPF_1]");
        upstream.Requests.Single().Body.GetRawText().ShouldContain(Cpf);
    }

    private static TestGateway Gateway(FakeUpstream upstream, bool mask = true) =>
        new(TestGateway.Options(new ModelGroup("a", [TestGateway.Deployment("d", upstream) with { MaskPersonalData = mask }])));

    private static ChatOptions Instructions(string instructions) => new() { ModelId = "a", Instructions = instructions };

    private static async Task<string> AskAsync(TestGateway gateway, IEnumerable<ChatMessage> messages, ChatOptions options)
    {
        var text = "";
        await foreach (var delta in gateway.Client.StreamAsync(messages, options, TestGateway.Scope))
        {
            text += delta.Text;
        }

        return text;
    }
}
