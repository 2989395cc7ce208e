namespace Agentes.Routing.Tests;

public sealed class ReadmeTests
{
    [Fact]
    public void The_example_of_the_README_compiles_and_prints_what_it_says()
    {
        var router = new ModelRouter(IntentModel.Default, new ComplexityEstimator(), RoutingPolicy.Specification);

        var decision = router.Decide(new RoutingRequest
        {
            Text = "Quanto custa a geladeira frost free?",
            CustomerValue = 1500m,
            MaxTier = ModelTier.Advanced,
        });

        decision.Tier.ShouldBe(ModelTier.Balanced);
        decision.ModelHint.ShouldBe("claude-3-haiku");
        decision.Language.ShouldBe("pt-BR");
        string[] shown =
        [
            "intent:product_query", "rule:product_query.high_value", "value:above_1000", "cue:price", "word:custa", "confidence:high",
            "complexity:low",
        ];
        shown.ShouldBeSubsetOf(decision.ReasonCodes);
        decision.ReasonCodes.Except(shown).ShouldAllBe(
            code => code.StartsWith("cue:", StringComparison.Ordinal) || code.StartsWith("word:", StringComparison.Ordinal));
    }

    [Fact]
    public void The_README_shows_the_code_of_this_test()
    {
        using var reader = new StreamReader(typeof(ReadmeTests).Assembly.GetManifestResourceStream("README")!);
        var readme = reader.ReadToEnd();

        readme.ShouldContain("new ModelRouter(IntentModel.Default, new ComplexityEstimator(), RoutingPolicy.Specification);");
        readme.ShouldContain("Text = \"Quanto custa a geladeira frost free?\",");
        readme.ShouldContain("cue:price, word:custa, ... confidence:high, complexity:low");
    }
}
