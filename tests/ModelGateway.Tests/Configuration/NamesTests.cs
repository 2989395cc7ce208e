namespace Agentes.ModelGateway.Tests.Configuration;

/// <summary>Names that are no group themselves: aliases, ids of deployments, and what fits a wildcard.</summary>
public sealed class NamesTests
{
    [Fact]
    public async Task The_most_specific_wildcard_wins_and_the_name_is_passed_through()
    {
        await using var any = new FakeUpstream(Answers.Text("any"), Answers.Text("any"));
        await using var openAI = new FakeUpstream(Answers.Text("openai"), Answers.Text("openai"));
        await using var mini = new FakeUpstream(Answers.Text("mini"));
        await using var gateway = new TestGateway(Yaml.Read($$"""
            model_list:
              - {model_name: "*", litellm_params: {model: "*", api_base: "{{any.ApiBase}}" } }
              - {model_name: "openai/*", litellm_params: {model: "openai/*", api_base: "{{openAI.ApiBase}}" } }
              - {model_name: "openai/*-mini", litellm_params: {model: "openai/small-*", api_base: "{{mini.ApiBase}}" } }
              - {model_name: exact, litellm_params: {model: openai/one, api_base: "{{openAI.ApiBase}}" } }
            """));

        (await gateway.AskAsync("openai/gpt-x")).Text.ShouldBe("openai");
        (await gateway.AskAsync("openai/gpt-mini")).Text.ShouldBe("mini");
        (await gateway.AskAsync("exact")).Text.ShouldBe("openai");
        (await gateway.AskAsync("acme/thing")).Text.ShouldBe("any");

        openAI.Requests.Select(request => request.Body.GetProperty("model").GetString()).ShouldBe(["gpt-x", "one"]);
        mini.Requests.Single().Body.GetProperty("model").GetString().ShouldBe("small-gpt");
        any.Requests.Single().Body.GetProperty("model").GetString().ShouldBe("acme/thing");
    }

    [Fact]
    public async Task One_model_behind_a_star_that_fails_does_not_cool_down_the_others()
    {
        await using var upstream = new FakeUpstream(Answers.Status(404), Answers.Text("ok"));
        await using var gateway = new TestGateway(Yaml.Read($$"""
            model_list:
              - {model_name: "x/*", litellm_params: {model: "openai/*", api_base: "{{upstream.ApiBase}}" } }
            """));

        (await gateway.FailAsync("x/none")).Failure.Class.ShouldBe(FailureClass.NotFound);

        (await gateway.AskAsync("x/some")).Text.ShouldBe("ok");
        gateway.Client.Describe("x/none")!.Available.ShouldBeFalse();
        gateway.Client.Describe("x/some")!.Available.ShouldBeTrue();
    }

    [Fact]
    public async Task A_star_for_everything_reaches_each_provider_by_its_prefix_with_its_own_key()
    {
        await using var gateway = new TestGateway(Yaml.Read(
            "model_list: [{model_name: '*', litellm_params: {model: '*'}}]", name => name == "GROQ_API_KEY" ? "k" : null));

        gateway.Client.Describe("groq/llama")!.Deployments.Single().Provider.ShouldBe("groq");
        gateway.Client.Describe("groq/llama")!.Available.ShouldBeTrue();
        gateway.Client.Describe("claude-opus-4-8")!.Deployments.Single().Reason.ShouldBe("ANTHROPIC_API_KEY is not set");
        gateway.Client.Describe("gemini/gemini-1.5-flash")!.Lifecycle.Successor.ShouldBe("gemini-flash-latest");
        gateway.Client.Describe("nobody/x").ShouldBeNull();
    }

    [Fact]
    public async Task An_alias_is_its_group_and_a_hidden_one_is_not_listed()
    {
        await using var upstream = new FakeUpstream(Answers.Text("um"), Answers.Text("dois"), Answers.Status(400));
        await using var gateway = new TestGateway(Yaml.Read($$"""
            model_list:
              - {model_name: a, litellm_params: {model: openai/x, api_base: "{{upstream.ApiBase}}" } }
            router_settings:
              model_group_alias: {seen: a, unseen: {model: a, hidden: true} }
            """));

        var receipt = (await gateway.AskAsync("seen")).Receipt;
        (await gateway.AskAsync("unseen")).Text.ShouldBe("dois");

        receipt.RequestedGroup.ShouldBe("seen");
        gateway.Client.Groups.Select(group => group.Name).ShouldBe(["a", "seen"]);
        gateway.Client.Describe("unseen").ShouldNotBeNull();
    }

    [Fact]
    public async Task The_id_of_a_deployment_calls_it_alone_also_while_it_cools_down()
    {
        await using var bad = new FakeUpstream(Answers.Status(401), Answers.Text("back"));
        await using var good = new FakeUpstream(Answers.Text("good"));
        await using var gateway = new TestGateway(Yaml.Read($$"""
            model_list:
              - {model_name: a, litellm_params: {model: openai/x, api_base: "{{bad.ApiBase}}" }, model_info: {id: first} }
              - {model_name: a, litellm_params: {model: openai/x, api_base: "{{good.ApiBase}}", order: 1}, model_info: {id: second} }
            """));
        (await gateway.AskAsync("a")).Receipt.DeploymentId.ShouldBe("second");
        gateway.Client.Groups.Single().Deployments[0].Available.ShouldBeFalse("control");

        (await gateway.AskAsync("first")).Text.ShouldBe("back");

        gateway.Client.Groups.Single().Deployments[0].Available.ShouldBeFalse("who names it does not judge it");
    }

    [Fact]
    public async Task Fallbacks_of_a_wildcard_apply_to_the_names_that_fit_it()
    {
        await using var bad = new FakeUpstream(Answers.Status(401));
        await using var gateway = new TestGateway(Yaml.Read($$"""
            model_list:
              - {model_name: "x/*", litellm_params: {model: "openai/*", api_base: "{{bad.ApiBase}}" } }
              - {model_name: local, litellm_params: {model: local/extractive} }
            router_settings: {fallbacks: [{"x/*": [local]}]}
            """));

        (await gateway.AskAsync("x/some")).Receipt.Group.ShouldBe("local");
    }
}
