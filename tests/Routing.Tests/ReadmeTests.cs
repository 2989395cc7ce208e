namespace Agentes.Routing.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_example_of_the_README_compiles_and_prints_what_it_says()
    {
        var router = new ModelRouter(new LexicalIntentClassifier(), new ComplexityEstimator(), RoutingPolicy.Specification);

        var decision = router.Decide(new RoutingRequest
        {
            Text = "Quanto custa a geladeira frost free?",
            CustomerValue = 1500m,
            MaxTier = ModelTier.Advanced,
        });

        decision.Tier.ShouldBe(ModelTier.Balanced);
        decision.ModelHint.ShouldBe("claude-3-haiku");
        decision.Language.ShouldBe("pt-BR");
        string.Join(", ", decision.ReasonCodes).ShouldBe(
            "intent:product_query, rule:product_query.high_value, value:above_1000, cue:price, "
            + "cue:wish, cue:clothes_and_home, confidence:high, complexity:low");
    }

    [Fact]
    public void The_README_shows_the_code_of_this_test()
    {
        using var reader = new StreamReader(typeof(ReadmeTests).Assembly.GetManifestResourceStream("README")!);
        var readme = reader.ReadToEnd();

        readme.ShouldContain("new ModelRouter(new LexicalIntentClassifier(), new ComplexityEstimator(), RoutingPolicy.Specification);");
        readme.ShouldContain("Text = \"Quanto custa a geladeira frost free?\",");
        readme.ShouldContain("cue:wish, cue:clothes_and_home, confidence:high, complexity:low");
    }
}
