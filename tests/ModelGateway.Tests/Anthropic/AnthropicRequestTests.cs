using System.Text.Json;
using Agentes.ModelGateway.Providers.Anthropic;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Anthropic;

public sealed class AnthropicRequestTests
{
    [Theory]
    [InlineData("https://api.anthropic.com", "https://api.anthropic.com/v1/messages")]
    [InlineData("https://api.anthropic.com/", "https://api.anthropic.com/v1/messages")]
    [InlineData("https://api.anthropic.com/v1", "https://api.anthropic.com/v1/messages")]
    [InlineData("https://proxy.example/anthropic/v1/", "https://proxy.example/anthropic/v1/messages")]
    [InlineData("https://proxy.example/anthropic", "https://proxy.example/anthropic/v1/messages")]
    public void The_address_has_its_version_once(string apiBase, string expected) =>
        AnthropicProvider.AddressOf(new Uri(apiBase)).ShouldBe(expected);

    [Fact]
    public async Task The_request_carries_key_version_and_every_trial_feature()
    {
        await using var upstream = new FakeUpstream(Answers.Raw(Claude.Says("ok")), Answers.Raw(Claude.Says("ok")));
        var usual = Claude.Deployment(upstream: upstream) with
        {
            ExtraHeaders = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
            {
                ["Anthropic-Beta"] = "a-1, b-2",
                ["X-Org"] = "loja",
            },
        };
        await using var gateway = new TestGateway(TestGateway.Options(
            new ModelGroup("a", [usual]), new ModelGroup("new", [Claude.Deployment(upstream: upstream, version: "2026-10-21")])));

        await gateway.AskAsync(options: new ChatOptions { AdditionalProperties = new() { ["gateway.anthropic_beta"] = "b-2,c-3" } });
        await gateway.AskAsync("new");

        var requests = upstream.Requests.ToList();
        requests[0].Head.ShouldStartWith("POST /v1/messages HTTP/1.1");
        requests[0].Header("Authorization").ShouldBeNull();
        (requests[0].Header("x-api-key"), requests[0].Header("X-Org")).ShouldBe(("sk-ant", "loja"));
        (requests[0].Header("anthropic-version"), requests[0].Header("anthropic-beta")).ShouldBe(("2023-06-01", "a-1,b-2,c-3"));
        (requests[1].Header("anthropic-version"), requests[1].Header("anthropic-beta")).ShouldBe(("2026-10-21", null));
        requests[0].Body.GetProperty("stream").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void Every_system_message_goes_to_the_top()
    {
        var body = Claude.Body(
            Claude.Deployment(),
            new ChatOptions { Instructions = "Seja breve." },
            new(ChatRole.System, "A loja fecha às 18h."),
            new(ChatRole.User, "Oi"),
            new(new ChatRole("developer"), "Fale português."),
            new(ChatRole.System, " "));

        Texts(body.GetProperty("system")).ShouldBe(["Seja breve.", "A loja fecha às 18h.", "Fale português."]);
        Conversation(body).ShouldBe(["user: Oi"]);
    }

    [Fact]
    public void Turns_alternate_and_begin_with_the_user()
    {
        Conversation(Claude.Body(
            Claude.Deployment(),
            null,
            new(ChatRole.Assistant, "Olá! Como posso ajudar?"),
            new(ChatRole.User, ""),
            new(ChatRole.User, "Oi"),
            new(ChatRole.User, "Tem camiseta?"),
            new(ChatRole.Assistant, "  \n"),
            new(ChatRole.User, "?"))).ShouldBe(["user: …", "assistant: Olá! Como posso ajudar?", "user: Oi + Tem camiseta? + ?"]);
        Conversation(Claude.Body(Claude.Deployment(), null, new ChatMessage(ChatRole.System, "Cumprimente."))).ShouldBe(["user: …"]);
    }

    [Theory]
    [InlineData("claude-haiku-4-5", "assistant: Era uma vez")]
    [InlineData("claude-opus-4-6", "user: …")]
    [InlineData("claude-sonnet-5", "user: …")]
    public void The_beginning_of_a_reply_is_continued_where_the_model_does_that(string model, string last) =>
        Conversation(Claude.Body(model, null, new(ChatRole.User, "Conte."), new(ChatRole.Assistant, "Era uma vez \n")))[^1].ShouldBe(last);

    [Theory]
    [InlineData("claude-3-haiku-20240307", null, null, 4_096)]
    [InlineData("claude-3-haiku-20240307", 9_000, null, 4_096)]
    [InlineData("claude-3-haiku-20240307", null, 500, 500)]
    [InlineData("claude-3-haiku-20240307", 200, 500, 200)]
    [InlineData("claude-opus-4-6", null, null, 128_000)]
    [InlineData("kimi-k2", null, null, 4_096)]
    [InlineData("kimi-k2", 90_000, null, 90_000)]
    public void A_limit_is_always_sent(string model, int? asked, int? configured, int expected)
    {
        var deployment = Claude.Deployment(model) with { Defaults = new RequestDefaults(MaxOutputTokens: configured) };

        Claude.Body(deployment, new ChatOptions { MaxOutputTokens = asked }, new ChatMessage(ChatRole.User, "Oi"))
            .GetProperty("max_tokens").GetInt32().ShouldBe(expected);
    }

    [Theory]
    [InlineData("claude-3-haiku-20240307", null, "temperature=1 top_p=0.5 top_k=40")]
    [InlineData("claude-haiku-4-5", null, "temperature=1 top_k=40")]
    [InlineData("claude-opus-4-1", null, "temperature=1 top_k=40")]
    [InlineData("claude-opus-4-7", null, "")]
    [InlineData("claude-haiku-5-5", null, "")]
    [InlineData("claude-3-haiku-20240307", "2026-10-21", "")]
    public void Sampling_values_are_sent_only_where_they_are_taken(string model, string? version, string expected)
    {
        var deployment = Claude.Deployment(model, version: version) with { Defaults = new RequestDefaults(TopP: 0.5f) };

        var body = Claude.Body(
            deployment,
            new ChatOptions { Temperature = 1.7f, TopK = 40, Seed = 1, FrequencyPenalty = 1, PresencePenalty = 1 },
            new ChatMessage(ChatRole.User, "Oi"));

        string[] sampling = ["temperature", "top_p", "top_k", "seed", "frequency_penalty", "presence_penalty"];
        string.Join(' ', sampling.Where(name => body.TryGetProperty(name, out _)).Select(name => $"{name}={body.GetProperty(name)}"))
            .ShouldBe(expected);
    }

    [Fact]
    public void Stop_sequences_of_nothing_but_space_are_left_out()
    {
        Claude.Body(Claude.Sonnet, new ChatOptions { StopSequences = ["FIM", "\n", ""] }).GetProperty("stop_sequences").ToString()
            .ShouldBe("""["FIM"]""");
        Claude.Body(Claude.Sonnet, new ChatOptions { StopSequences = ["\n"] }).TryGetProperty("stop_sequences", out _).ShouldBeFalse();
    }

    [Theory]
    [InlineData("contato_019a2b", true)]
    [InlineData("ana@example.com", false)]
    [InlineData("+55 (11) 91234-5678", false)]
    public void The_end_user_is_an_id_and_no_person(string id, bool sent) =>
        Claude.Body(Claude.Sonnet, new ChatOptions().WithEndUser(id)).TryGetProperty("metadata", out _).ShouldBe(sent);

    internal static List<string> Texts(JsonElement blocks) =>
        [.. blocks.EnumerateArray().Select(block => block.GetProperty("text").GetString()!)];

    /// <summary>Each turn as its role and its texts.</summary>
    internal static List<string> Conversation(JsonElement body) =>
    [
        .. body.GetProperty("messages").EnumerateArray().Select(
            turn => $"{turn.GetProperty("role").GetString()}: {string.Join(" + ", Texts(turn.GetProperty("content")))}"),
    ];
}
