using Agentes.ModelGateway.Faces;
using Agentes.ModelGateway.Faces.Anthropic;
using Agentes.ModelGateway.Faces.OpenAI;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Tests.Controls;

public sealed class RequestControlTests
{
    private const string EveryMember = """
        "fallbacks":["b"],"context_window_fallbacks":[{"a":["b"]}],"content_policy_fallbacks":["b"],"disable_fallbacks":false,"num_retries":1,
        "timeout":9,"stream_timeout":8,"tags":["x"],"metadata":{"tags":["y"],"team":"z"},"litellm_call_id":"call-1","litellm_session_id":"s",
        "litellm_metadata":{},"litellm_trace_id":"t","mock_testing_fallbacks":false,"cache":{"no-cache":true},"guardrails":[],"no-log":true
        """;

    [Fact]
    public async Task A_name_takes_over_and_replaces_what_is_configured()
    {
        await using var a = new FakeUpstream(Answers.Status(500), Answers.Status(500));
        await using var b = new FakeUpstream(Ask.Whole("from b"));
        await using var c = new FakeUpstream(Ask.Whole("from c"));
        await using var gateway = Three(a, b, c);

        (await gateway.AnswerAsync(Ask.Chat("\"num_retries\":0,\"fallbacks\":[\"b\"]"))).Group.ShouldBe("b");
        (await gateway.AnswerAsync(Ask.Chat("\"num_retries\":0"))).Group.ShouldBe("c", "control: the configured one");
    }

    [Fact]
    public async Task An_object_takes_over_with_members_of_its_own_even_on_the_same_model()
    {
        await using var a = new FakeUpstream(Answers.Status(500), Ask.Whole("second try"));
        await using var b = new FakeUpstream();
        await using var gateway = Three(a, b, b);
        const string own = """
            "num_retries":0,"temperature":0.9,"vendor":[1],"fallbacks":[{"model":"a","temperature":0.1,"max_tokens":7,"num_retries":5,
              "messages":[{"role":"user","content":"shorter"}]}]
            """;

        var receipt = await gateway.AnswerAsync(Ask.Chat(own, content: "long"));

        (receipt.Group, receipt.RequestedGroup, receipt.Fallbacks, receipt.Attempts).ShouldBe(("a", "a", 1, 2));
        var (first, second) = (a.Requests.First().Body, a.Requests.Last().Body);
        first.GetProperty("messages")[0].GetProperty("content").GetString().ShouldBe("long");
        first.GetProperty("temperature").GetDouble().ShouldBe(0.9);
        second.GetProperty("messages")[0].GetProperty("content").GetString().ShouldBe("shorter");
        second.GetProperty("temperature").GetDouble().ShouldBe(0.1);
        second.GetProperty("max_tokens").GetInt32().ShouldBe(7);
        second.GetProperty("vendor").GetRawText().ShouldBe("[1]", "what it does not change stays");
        second.TryGetProperty("num_retries", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task In_process_the_same_controls_ride_on_the_options()
    {
        await using var a = new FakeUpstream(Answers.Status(500), Answers.Status(500));
        await using var b = new FakeUpstream(Answers.Text("from b"));
        await using var gateway = Three(a, b, b);
        var controls = new CallControls
        {
            Retries = 1,
            Fallbacks = [new CallFallback("b") { Messages = [new ChatMessage(ChatRole.User, "para b")] }],
        };

        var reply = await gateway.AskAsync("a", new ChatOptions().WithControls(controls));

        (reply.Text, reply.Receipt.Attempts, a.Calls).ShouldBe(("from b", 3, 2));
        b.Requests.Single().Body.GetProperty("messages")[0].GetProperty("content").GetString().ShouldBe("para b");
    }

    [Theory]
    [InlineData("context_window_fallbacks", "context_length_exceeded", "mock_testing_context_window_fallbacks")]
    [InlineData("content_policy_fallbacks", "content_policy_violation", "mock_testing_content_policy_fallbacks")]
    public async Task A_special_failure_has_special_fallbacks_which_can_be_rehearsed(string member, string code, string rehearsal)
    {
        await using var a = new FakeUpstream(Answers.Error(400, code), Answers.Error(400, code));
        await using var b = new FakeUpstream(Ask.Whole(), Ask.Whole());
        await using var gateway = Three(a, b, b);

        (await gateway.AnswerAsync(Ask.Chat($"\"{member}\":[{"{"}\"a\":[\"b\"],\"other\":[\"c\"]{"}"}]"))).Group.ShouldBe("b");
        (await gateway.RefuseAsync(Ask.Chat(""))).Code.ShouldBe(code, "control: none is configured");
        (await gateway.AnswerAsync(Ask.Chat($"\"{rehearsal}\":true,\"{member}\":[\"b\"]"))).Attempts.ShouldBe(1, "a itself is not asked");
        a.Calls.ShouldBe(2);
        (await gateway.RefuseAsync(Ask.Chat($"\"{rehearsal}\":true"))).Code.ShouldBe(code);
    }

    [Fact]
    public async Task Fallbacks_can_be_rehearsed_and_switched_off()
    {
        await using var a = new FakeUpstream(Answers.Status(500));
        await using var c = new FakeUpstream(Ask.Whole());
        await using var gateway = Three(a, c, c);

        var rehearsed = await gateway.AnswerAsync(Ask.Chat("\"mock_testing_fallbacks\":true"));
        (rehearsed.Group, rehearsed.Fallbacks, a.Calls).ShouldBe(("c", 1, 0));

        var refused = await gateway.RefuseAsync(Ask.Chat("\"disable_fallbacks\":true,\"num_retries\":0"));
        (refused.Code, refused.Attempts, c.Calls).ShouldBe(("upstream_error", 1, 1));
    }

    [Fact]
    public async Task A_time_limit_of_the_request_ends_a_silent_attempt()
    {
        await using var a = new FakeUpstream(Answers.Stall(), Answers.Stall(), Answers.Stall());
        await using var gateway = Three(a, a, a);

        (await gateway.RefuseAsync(Ask.Chat("\"timeout\":0.2,\"num_retries\":0,\"disable_fallbacks\":true"))).Code.ShouldBe("upstream_timeout");
        (await gateway.RefuseAsync(Ask.Chat("\"stream\":true,\"stream_timeout\":0.2,\"num_retries\":0,\"disable_fallbacks\":true")))
            .Code.ShouldBe("upstream_timeout");
        var request = Ask.Read(Ask.Chat("\"timeout\":60,\"disable_fallbacks\":true"));
        request.Steer(new Dictionary<string, string>(StringComparer.Ordinal) { ["x-litellm-timeout"] = "0.2", ["x-litellm-num-retries"] = "0" }, Find);
        (await Should.ThrowAsync<ModelGatewayException>(gateway.AnswerAsync(request))).Attempts.ShouldBe(1, "the header wins");
    }

    [Fact]
    public async Task None_of_these_members_reaches_a_provider_as_it_is_or_translated()
    {
        await using var a = new FakeUpstream(Ask.Whole(), Ask.Whole(), Answers.Text("Oi"));
        await using var gateway = Three(a, a, a);

        await gateway.AnswerAsync(Ask.Chat(EveryMember));
        await gateway.AnswerAsync(Ask.Chat("\"store\":true,\"metadata\":{\"k\":\"v\"}"));
        await gateway.AnswerAsync(MessagesRequest.Read(System.Text.Encoding.UTF8.GetBytes(Ask.Chat("\"max_tokens\":9," + EveryMember))));

        var bodies = a.Requests.Select(request => request.Body).ToList();
        bodies[0].EnumerateObject().Select(member => member.Name).ShouldBe(["model", "messages", "stream"], ignoreOrder: true);
        bodies[1].GetProperty("metadata").GetRawText().ShouldBe("""{"k":"v"}""", "what a stored reply keeps is the provider's");
        bodies[2].EnumerateObject().Select(member => member.Name)
            .ShouldBe(["model", "messages", "stream", "stream_options", "max_tokens"], ignoreOrder: true);
    }

    [Fact]
    public void Everything_is_read_from_the_body_and_headers_win()
    {
        var request = Ask.Read(Ask.Chat(EveryMember));
        var read = request.Call.Controls.ShouldNotBeNull();

        (read.Retries, read.Timeout, read.StreamTimeout, read.CallId, read.Affinity)
            .ShouldBe((1, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(8), "call-1", "s"));
        read.NamedModels.ShouldBe(["b", "b", "b"]);
        read.Tags.ShouldBe(["y"]);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["x-litellm-call-id"] = "mine", ["x-litellm-tags"] = "p, q", ["x-litellm-session-id"] = "t",
        };
        request.Steer(headers, Find);
        (request.CallId, request.Call.Controls!.Affinity, request.Call.Controls.Retries).ShouldBe(("mine", "t", 1));
        request.Call.Controls.Tags.ShouldBe(["p", "q"]);
        Ask.Read(Ask.Chat("")).Call.Controls.ShouldBeNull("most calls ask nothing of the gateway");
        Ask.Read(Ask.Chat("\"prompt_cache_key\":\"k\"")).Call.Controls!.Affinity.ShouldBe("k");
    }

    [Theory]
    [InlineData("\"mock_response\":\"Oi\"", "mock_response", "local/extractive")]
    [InlineData("\"num_retries\":11", "num_retries", "0 to 10")]
    [InlineData("\"num_retries\":\"two\"", "num_retries", "0 to 10")]
    [InlineData("\"timeout\":0", "timeout", "seconds")]
    [InlineData("\"timeout\":\"soon\"", "timeout", "seconds")]
    [InlineData("\"fallbacks\":\"b\"", "fallbacks", "array")]
    [InlineData("\"fallbacks\":[3]", "fallbacks", "array")]
    [InlineData("\"fallbacks\":[{\"a\":\"b\"}]", "fallbacks", "array")]
    [InlineData("\"tags\":[1]", "tags", "array of strings")]
    [InlineData("\"disable_fallbacks\":\"yes\"", "disable_fallbacks", "true or false")]
    [InlineData("\"litellm_call_id\":\"a b\"", "litellm_call_id", "128")]
    public void What_cannot_be_understood_is_refused_by_name(string members, string param, string said)
    {
        var refused = Should.Throw<FaceException>(() => Ask.Read(Ask.Chat(members)));

        refused.Param.ShouldBe(param);
        refused.Message.ShouldContain(said);
    }

    [Fact]
    public async Task A_fallback_that_nobody_configured_is_the_callers_mistake()
    {
        await using var a = new FakeUpstream(Ask.Whole());
        await using var gateway = Three(a, a, a);

        var refused = await gateway.RefuseAsync(Ask.Chat("\"fallbacks\":[\"nowhere\"]"));

        (refused.Code, OpenAIFailure.Of(refused).Status, a.Calls).ShouldBe(("invalid_request", 400, 0));
        OpenAIFailure.Of(refused).Message.ShouldContain("'nowhere'");
    }

    [Fact]
    public async Task Tags_lead_to_deployments_that_have_them()
    {
        await using var free = new FakeUpstream(Ask.Whole(), Ask.Whole());
        await using var paid = new FakeUpstream(Ask.Whole());
        var group = new ModelGroup(
            "a",
            [
                TestGateway.Deployment("free", free) with { Tags = ["default"] },
                TestGateway.Deployment("paid", paid) with { Tags = ["paid", "eu"] },
            ]);
        await using var gateway = new TestGateway(TestGateway.Options(group) with { Routing = new RoutingOptions { FilterByTags = true } });

        (await gateway.AnswerAsync(Ask.Chat("\"tags\":[\"paid\",\"us\"]"))).DeploymentId.ShouldBe("paid");
        (await gateway.AnswerAsync(Ask.Chat(""))).DeploymentId.ShouldBe("free");
        (await gateway.AnswerAsync(Ask.Chat("\"tags\":[\"unheard\"]"))).DeploymentId.ShouldBe("free", "those of the tag default serve the rest");
    }

    private static string? Find(Dictionary<string, string> headers, string name) => headers.GetValueOrDefault(name);

    private static TestGateway Three(FakeUpstream a, FakeUpstream b, FakeUpstream c) =>
        new(TestGateway.Options(TestGateway.Group("a", a), TestGateway.Group("b", b), TestGateway.Group("c", c)) with
        {
            Fallbacks = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["a"] = ["c"] },
        });
}
