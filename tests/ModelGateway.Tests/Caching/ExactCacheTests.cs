using System.Text.Json;
using Agentes.ModelGateway.Caching;
using Agentes.ModelGateway.Faces.Anthropic;
using Agentes.ModelGateway.Tests.Anthropic;
using Agentes.ModelGateway.Tests.Faces;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Caching;

public sealed class ExactCacheTests
{
    private const string Streaming = "\"stream\":true,\"stream_options\":{\"include_usage\":true}";

    [Fact]
    public async Task Without_a_configuration_every_call_asks()
    {
        await using var upstream = Shop.Upstream();
        await using var shop = new Shop(null, upstream);

        var first = await shop.AskAsync(Shop.Chat());
        var second = await shop.AskAsync(Shop.Chat());

        (upstream.Calls, first.Cache, second.Receipt!.Cached).ShouldBe((2, null, false));
    }

    [Fact]
    public async Task An_equal_request_gets_the_same_bytes_for_nothing()
    {
        await using var upstream = Shop.Upstream();
        await using var shop = new Shop(new CachingOptions(), upstream);

        var first = await shop.AskAsync(Shop.Chat(members: "\"temperature\":0.5,\"user\":\"u-1\",\"metadata\":{\"a\":\"b\"}"));
        var second = await shop.AskAsync("""{ "messages": [ {"content":"O\u0069", "role":"user"} ], "temperature":0.5, "user":"u-2", "model":"a" }""");

        upstream.Calls.ShouldBe(1);
        second.Body.ShouldBe(first.Body);
        second.Body.ShouldContain("\"vendor\":1");
        var (paid, saved) = (first.Receipt!, second.Receipt!);
        (paid.Cached, paid.SavedUsd, paid.CostUsd).ShouldBe((false, null, (100 * 0.000001m) + (20 * 0.000002m)));
        (saved.Cached, saved.SavedUsd, saved.CostUsd, saved.Attempts).ShouldBe((true, paid.CostUsd, 0m, 0));
        (saved.InputTokens, saved.OutputTokens, saved.DeploymentId).ShouldBe((100, 20, paid.DeploymentId));
        saved.CallId.ShouldNotBe(paid.CallId);
        second.Cache!.Key.ShouldBe(first.Cache!.Key);
    }

    [Theory]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"Oi!"}],"temperature":0.5}""")]
    [InlineData("""{"model":"b","messages":[{"role":"user","content":"Oi"}],"temperature":0.5}""")]
    [InlineData("""{"model":"a","messages":[{"role":"system","content":"Oi"}],"temperature":0.5}""")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"Oi"}],"temperature":0.6}""")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"Oi"}]}""")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"Oi"}],"temperature":0.5,"max_tokens":5}""")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"Oi"}],"temperature":0.5,"logit_bias":{"1":2}}""")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"Oi"}],"temperature":0.5,"tags":["x"]}""")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"Oi"}],"temperature":0.5,"response_format":{"type":"json_object"}}""")]
    [InlineData("""{"model":"a","messages":[{"role":"user","content":"Oi"}],"temperature":0.5,"tools":[{"type":"function","function":{"name":"f"}}]}""")]
    public async Task Whatever_can_change_the_answer_makes_another_request(string other)
    {
        await using var upstream = Shop.Upstream();
        await using var shop = new Shop(new CachingOptions(), upstream);
        await shop.AskAsync(Shop.Chat());

        await shop.AskAsync(other);
        upstream.Calls.ShouldBe(2);

        await shop.AskAsync(other);
        await shop.AskAsync(Shop.Chat());
        upstream.Calls.ShouldBe(2, "the control: each is kept");
    }

    [Fact]
    public async Task A_stream_is_given_again_as_a_stream_and_in_one_piece_and_the_other_way_round()
    {
        await using var upstream = Shop.Upstream();
        await using var shop = new Shop(new CachingOptions(), upstream);

        var stream = await shop.AskAsync(Shop.Chat("um", Streaming));
        var again = await shop.AskAsync(Shop.Chat("um", Streaming));
        var whole = await shop.AskAsync(Shop.Chat("um", "\"stream\":false"));
        await shop.AskAsync(Shop.Chat("dois", "\"stream\":false"));
        var streamed = await shop.AskAsync(Shop.Chat("dois", Streaming));

        upstream.Calls.ShouldBe(2);
        again.Body.ShouldBe(stream.Body);
        using var message = JsonDocument.Parse(whole.Body);
        message.RootElement.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString().ShouldBe("Olá 1");
        message.RootElement.GetProperty("usage").GetProperty("total_tokens").GetInt32().ShouldBe(120);
        streamed.Body.ShouldContain("\"content\":\"Olá 2\"");
        streamed.Body.ShouldContain("\"total_tokens\":120");
        streamed.Body.ShouldEndWith("data: [DONE]\n\n");
    }

    [Fact]
    public async Task Nothing_of_one_tenant_is_ever_given_to_another()
    {
        await using var upstream = Shop.Upstream();
        await using var shop = new Shop(new CachingOptions { Namespace = "same" }, upstream);
        await shop.AskAsync(Shop.Chat());

        var theirs = await shop.AskAsync(Shop.Chat(), shop.Theirs);
        var hostile = await shop.AskAsync(
            Shop.Chat(members: $"\"temperature\":0.5,\"cache\":{{\"namespace\":\"{shop.Mine.TenantId:N}:same\"}}"), shop.Theirs);
        var mine = await shop.AskAsync(Shop.Chat(), shop.Mine with { KeyId = Guid.CreateVersion7(), EndUser = "another" });

        (theirs.Receipt!.Cached, hostile.Receipt!.Cached, mine.Receipt!.Cached).ShouldBe((false, false, true));
    }

    [Fact]
    public async Task A_reply_is_kept_for_its_time()
    {
        await using var upstream = Shop.Upstream();
        await using var shop = new Shop(new CachingOptions(), upstream);
        await shop.AskAsync(Shop.Chat());
        await shop.AskAsync(Shop.Chat("curto", "\"cache\":{\"ttl\":10}"));

        shop.Time.Advance(TimeSpan.FromSeconds(11));
        (await shop.AskAsync(Shop.Chat())).Receipt!.Cached.ShouldBeTrue();
        (await shop.AskAsync(Shop.Chat("curto", "\"cache\":{\"ttl\":10}"))).Receipt!.Cached.ShouldBeFalse();
        (await shop.AskAsync(Shop.Chat(members: "\"temperature\":0.5,\"cache\":{\"s-maxage\":10}"))).Receipt!.Cached.ShouldBeFalse("too old for this call");
        shop.Time.Advance(TimeSpan.FromMinutes(61));
        (await shop.AskAsync(Shop.Chat())).Receipt!.Cached.ShouldBeFalse();
    }

    [Fact]
    public async Task A_call_says_what_it_wants_of_the_cache()
    {
        await using var upstream = Shop.Upstream();
        await using var shop = new Shop(new CachingOptions(), upstream);

        await shop.SayAsync("um", new CacheWish { NoStore = true });
        (await shop.SayAsync("um")).Receipt.Cached.ShouldBeFalse("it was not kept");
        (await shop.SayAsync("um")).Text.ShouldBe("Olá 2");
        (await shop.SayAsync("um", new CacheWish { NoCache = true })).Text.ShouldBe("Olá 3");
        (await shop.SayAsync("um")).Text.ShouldBe("Olá 3", "the newer one took its place");
        (await shop.SayAsync("um", new CacheWish { Namespace = "other" })).Text.ShouldBe("Olá 4");
    }

    [Fact]
    public async Task Where_calls_must_ask_for_the_cache_others_do_not_get_it()
    {
        await using var upstream = Shop.Upstream();
        await using var shop = new Shop(new CachingOptions { OnlyWhenAsked = true }, upstream);

        await shop.SayAsync("um");
        (await shop.SayAsync("um", new CacheWish { UseCache = true })).Receipt.Cached.ShouldBeFalse();
        (await shop.SayAsync("um", new CacheWish { UseCache = true })).Receipt.Cached.ShouldBeTrue();
        (await shop.SayAsync("um")).Receipt.Cached.ShouldBeFalse();
    }

    [Theory]
    [InlineData("length")]
    [InlineData("content_filter")]
    public async Task A_reply_that_did_not_end_well_is_not_kept(string finish)
    {
        await using var upstream = new FakeUpstream(
            Answers.Raw(Answers.Event(Answers.Delta("Ol")) + Answers.Event(Answers.Finish(finish)) + Answers.Event("[DONE]")), Answers.Text("Olá"));
        await using var shop = new Shop(new CachingOptions(), upstream);

        (await shop.SayAsync("um")).Text.ShouldBe("Ol");
        (await shop.SayAsync("um")).Text.ShouldBe("Olá");
        (await shop.SayAsync("um")).Receipt.Cached.ShouldBeTrue("the control");
    }

    [Fact]
    public async Task Tool_calls_and_thoughts_are_given_again()
    {
        await using var upstream = new FakeUpstream(Answers.Raw(Claude.Stream(
        [
            Claude.Start, .. Claude.Thought(0, "c2ln", "Penso"), .. Claude.Call(1, "toolu_1", "stock", "{\"sku\":\"A\"}"), Claude.End("tool_use"), Claude.Stop,
        ])));
        await using var gateway = new TestGateway(
            TestGateway.Options(new ModelGroup("a", [Claude.Deployment(upstream: upstream)])) with { Caching = new CachingOptions() });

        var options = new ChatOptions { ModelId = "a" };
        var first = await gateway.Chat.GetResponseAsync([new ChatMessage(ChatRole.User, "Oi")], options);
        var second = await gateway.Chat.GetResponseAsync([new ChatMessage(ChatRole.User, "Oi")], options);

        GatewayReceipt.Of(second)!.Cached.ShouldBeTrue();
        Describe(second).ShouldBe(Describe(first));
        Describe(second).ShouldContain("stock");

        static string Describe(ChatResponse response) => JsonSerializer.Serialize(
            response.Messages.SelectMany(m => m.Contents).Where(c => c is not UsageContent).ToList(), AIJsonUtilities.DefaultOptions);
    }

    [Fact]
    public async Task A_message_of_Anthropics_is_kept_as_bytes_for_those_who_speak_its_wire()
    {
        await using var upstream = new FakeUpstream(Answers.Raw(Claude.Says("Olá", " mundo")));
        await using var gateway = new TestGateway(
            TestGateway.Options(new ModelGroup("a", [Claude.Deployment(upstream: upstream)])) with { Caching = new CachingOptions() });
        var stream = Face.Bytes("""{"model":"a","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Oi"}]}""");
        var whole = Face.Bytes("""{"model":"a","max_tokens":9,"messages":[{"role":"user","content":"Oi"}]}""");

        var first = await gateway.AnswerAsync(MessagesRequest.Read(stream));
        var second = await gateway.AnswerAsync(MessagesRequest.Read(stream));
        var third = await gateway.AnswerAsync(MessagesRequest.Read(whole));

        second.Body.ShouldBe(first.Body);
        JsonDocument.Parse(third.Body).RootElement.GetProperty("content")[0].GetProperty("text").GetString().ShouldBe("Olá mundo");
        upstream.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Vectors_are_kept_by_their_input()
    {
        await using var upstream = new FakeUpstream(Vectors(2), Vectors(1));
        await using var shop = new Shop(new CachingOptions(), upstream);
        var (mine, theirs) = (shop.Client.For(shop.Mine), shop.Client.For(shop.Theirs));
        var options = new EmbeddingGenerationOptions { ModelId = "a" };

        var first = await mine.GenerateAsync(["um", "dois"], options);
        var merged = await mine.GenerateAsync(["dois", "três", "um"], options);
        var kept = await mine.GenerateAsync(["três"], options);
        await Should.ThrowAsync<ModelGatewayException>(async () => await theirs.GenerateAsync(["um"], options), "the upstream has no more answers");

        merged.Select(e => e.Vector.ToArray()).ShouldBe([first[1].Vector.ToArray(), kept[0].Vector.ToArray(), first[0].Vector.ToArray()]);
        upstream.Requests.ElementAt(1).Body.GetProperty("input").EnumerateArray().Select(i => i.GetString()).ShouldBe(["três"]);
        var receipt = (GatewayReceipt)kept.AdditionalProperties![GatewayReceipt.PropertyName]!;
        (receipt.Cached, receipt.CostUsd, receipt.InputTokens).ShouldBe((true, 0m, 8));
    }

    [Fact]
    public async Task Equal_texts_in_other_places_are_other_requests() =>
        (await Task.WhenAll(
            KeyAsync([new(ChatRole.User, "ab"), new(ChatRole.User, "c")]), KeyAsync([new(ChatRole.User, "a"), new(ChatRole.User, "bc")]),
            KeyAsync([new(ChatRole.User, [new TextContent("ab"), new TextContent("c")])]), KeyAsync([new(ChatRole.User, "abc")]),
            KeyAsync([new(ChatRole.User, "\ud800")]), KeyAsync([new(ChatRole.User, "\ud801")]), KeyAsync([new(ChatRole.User, "\ufffd")])))
            .ShouldBeUnique();

    private static async Task<string> KeyAsync(ChatMessage[] messages)
    {
        await using var upstream = Shop.Upstream();
        await using var shop = new Shop(new CachingOptions(), upstream);
        var scope = new CallScope(Guid.Empty);
        await using var reply = await shop.Client.OpenAsync(
            Providers.ModelCall.Of(messages, new ChatOptions { ModelId = "a" }) with { Buffered = true }, scope, CancellationToken.None);
        return reply.Cache!.Key;
    }

    internal static Func<FakeConnection, Task> Vectors(int count) => Answers.Status(200, JsonSerializer.Serialize(new
    {
        data = Enumerable.Range(0, count).Select(index => new { index, embedding = new[] { count, index + 1.5 } }),
        model = "e-1",
        usage = new { prompt_tokens = count * 8, total_tokens = count * 8 },
    }));
}
