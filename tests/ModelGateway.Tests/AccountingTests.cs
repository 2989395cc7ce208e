using Agentes.ModelGateway.Configuration;

namespace Agentes.ModelGateway.Tests;

public sealed class AccountingTests
{
    [Fact]
    public async Task Cost_is_exact_with_cached_and_reasoning_tokens()
    {
        // Line breaks inside an event need a data field each.
        var usage = """
            data: {"choices":[],"usage":{"prompt_tokens":1000,"completion_tokens":50,
            data: "prompt_tokens_details":{"cached_tokens":600},
            data: "completion_tokens_details":{"reasoning_tokens":20}}}
            """ + "\n\n";
        var body = Answers.Event(Answers.Delta("Oi")) + Answers.Event(Answers.Finish()) + usage + Answers.Event("[DONE]");
        await using var upstream = new FakeUpstream(Answers.Raw(body));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));

        var receipt = (await gateway.AskAsync()).Receipt;

        (receipt.InputTokens, receipt.OutputTokens, receipt.CachedTokens, receipt.ReasoningTokens).ShouldBe((1000, 50, 600, 20));
        receipt.CostUsd.ShouldBe((400 * 0.000001m) + (600 * 0.0000001m) + (50 * 0.000002m));
    }

    [Fact]
    public async Task An_unknown_price_is_null_and_never_zero()
    {
        await using var upstream = new FakeUpstream(Answers.Text("Oi"));
        var unpriced = TestGateway.Deployment("d", upstream) with { Price = null };
        await using var gateway = new TestGateway(TestGateway.Options(new ModelGroup("a", [unpriced])));

        (await gateway.AskAsync()).Receipt.CostUsd.ShouldBeNull();
        gateway.Client.Quote("a", 1, 1).ShouldBeNull();
        gateway.Client.Quote("nope", 1, 1).ShouldBeNull();
    }

    [Fact]
    public async Task Missing_usage_is_estimated_and_says_so()
    {
        await using var upstream = new FakeUpstream(Answers.Raw(
            Answers.Event(Answers.Delta("12345678")) + Answers.Event(Answers.Finish()) + Answers.Event("[DONE]")));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));

        var receipt = (await gateway.AskAsync()).Receipt;

        receipt.Estimated.ShouldBeTrue();
        receipt.OutputTokens.ShouldBe(2);
        receipt.InputTokens.ShouldBeGreaterThan(0);
        receipt.CostUsd.ShouldBe((receipt.InputTokens * 0.000001m) + (2 * 0.000002m));
    }

    [Fact]
    public async Task An_explicit_zero_is_data()
    {
        var usage = """{"choices":[],"usage":{"prompt_tokens":0,"completion_tokens":0}}""";
        await using var upstream = new FakeUpstream(Answers.Raw(
            Answers.Event(Answers.Delta("Oi")) + Answers.Event(Answers.Finish()) + Answers.Event(usage) + Answers.Event("[DONE]")));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("a", upstream)));

        var receipt = (await gateway.AskAsync()).Receipt;

        (receipt.InputTokens, receipt.Estimated, receipt.CostUsd).ShouldBe((0, false, 0m));
    }

    [Fact]
    public void A_prompt_beyond_the_listed_size_has_no_known_price()
    {
        var options = ModelGatewayConfiguration.Load(Path.Combine(AppContext.BaseDirectory, "Configs", "models.spec.yaml"), _ => "key");
        var price = options.Groups.Single(group => group.Name == "tier1-gemini").Deployments[0].Price.ShouldNotBeNull();

        price.CostOf(128_000, 0).ShouldBe(128_000 * 0.000000075m);
        price.CostOf(128_001, 0).ShouldBeNull();
    }
}
