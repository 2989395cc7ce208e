namespace Agentes.Routing.Tests;

public sealed class PolicyTests
{
    public static TheoryData<Intent, int, ModelTier, string> Specification => new()
    {
        { Intent.Greeting, 999, ModelTier.Fast, "llama-3.2-3b" },
        { Intent.Greeting, 1000, ModelTier.Fast, "llama-3.2-3b" },
        { Intent.Greeting, 1001, ModelTier.Fast, "llama-3.2-3b" },
        { Intent.Faq, 999, ModelTier.Fast, "llama-3.2-3b" },
        { Intent.Faq, 1000, ModelTier.Fast, "llama-3.2-3b" },
        { Intent.Faq, 1001, ModelTier.Fast, "llama-3.2-3b" },
        { Intent.SimpleInfo, 999, ModelTier.Fast, "llama-3.2-3b" },
        { Intent.SimpleInfo, 1000, ModelTier.Fast, "llama-3.2-3b" },
        { Intent.SimpleInfo, 1001, ModelTier.Fast, "llama-3.2-3b" },
        { Intent.ProductQuery, 999, ModelTier.Fast, "gemini-1.5-flash" },
        { Intent.ProductQuery, 1000, ModelTier.Fast, "gemini-1.5-flash" },
        { Intent.ProductQuery, 1001, ModelTier.Balanced, "claude-3-haiku" },
        { Intent.SupportBasic, 999, ModelTier.Fast, "gemini-1.5-flash" },
        { Intent.SupportBasic, 1000, ModelTier.Fast, "gemini-1.5-flash" },
        { Intent.SupportBasic, 1001, ModelTier.Balanced, "claude-3-haiku" },
        { Intent.TechnicalSupport, 999, ModelTier.Advanced, "claude-3-sonnet" },
        { Intent.TechnicalSupport, 1000, ModelTier.Advanced, "claude-3-sonnet" },
        { Intent.TechnicalSupport, 1001, ModelTier.Advanced, "claude-3-sonnet" },
        { Intent.ComplexQuery, 999, ModelTier.Advanced, "claude-3-sonnet" },
        { Intent.ComplexQuery, 1000, ModelTier.Advanced, "claude-3-sonnet" },
        { Intent.ComplexQuery, 1001, ModelTier.Advanced, "claude-3-sonnet" },
        { Intent.SalesNegotiation, 999, ModelTier.Premium, "claude-3-opus" },
        { Intent.SalesNegotiation, 1000, ModelTier.Premium, "claude-3-opus" },
        { Intent.SalesNegotiation, 1001, ModelTier.Premium, "claude-3-opus" },
        { Intent.HighValueLead, 999, ModelTier.Premium, "claude-3-opus" },
        { Intent.HighValueLead, 1000, ModelTier.Premium, "claude-3-opus" },
        { Intent.HighValueLead, 1001, ModelTier.Premium, "claude-3-opus" },
    };

    [Theory]
    [MemberData(nameof(Specification))]
    public void The_table_of_the_specification_decides_tier_and_model(Intent intent, int value, ModelTier tier, string model)
    {
        var decision = RouterOf(intent).Decide(new RoutingRequest { Text = "any", CustomerValue = value });

        decision.Tier.ShouldBe(tier);
        decision.ModelHint.ShouldBe(model);
        decision.PolicyVersion.ShouldBe("specification-1");
        decision.ReasonCodes.ShouldNotContain(code => code.StartsWith("cap:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("1000", "value:up_to_1000", "rule:product_query")]
    [InlineData("1000.01", "value:above_1000", "rule:product_query.high_value")]
    public void A_decision_says_on_which_side_of_the_limit_the_customer_is(string value, string valueCode, string ruleCode)
    {
        var customerValue = decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture);
        var request = new RoutingRequest { Text = "any", CustomerValue = customerValue };

        var reasons = RouterOf(Intent.ProductQuery).Decide(request).ReasonCodes;

        reasons.ShouldContain(valueCode, StringComparer.Ordinal);
        reasons.ShouldContain(ruleCode, StringComparer.Ordinal);
        RouterOf(Intent.Greeting).Decide(request).ReasonCodes.ShouldNotContain(code => code.StartsWith("value:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Intent.HighValueLead, ModelTier.Advanced, "claude-3-sonnet", "cap:tier_3")]
    [InlineData(Intent.SalesNegotiation, ModelTier.Balanced, "claude-3-haiku", "cap:tier_2")]
    [InlineData(Intent.TechnicalSupport, ModelTier.Fast, "llama-3.2-3b", "cap:tier_1")]
    public void A_cap_lowers_the_tier_to_the_cheapest_model_it_allows(Intent intent, ModelTier cap, string model, string code)
    {
        var decision = RouterOf(intent).Decide(new RoutingRequest { Text = "any", MaxTier = cap });

        decision.Tier.ShouldBe(cap);
        decision.ModelHint.ShouldBe(model);
        decision.ReasonCodes.ShouldContain(code, StringComparer.Ordinal);
    }

    [Fact]
    public void A_cap_that_allows_the_tier_changes_nothing()
    {
        var decision = RouterOf(Intent.TechnicalSupport).Decide(new RoutingRequest { Text = "any", MaxTier = ModelTier.Advanced });

        decision.Tier.ShouldBe(ModelTier.Advanced);
        decision.ReasonCodes.ShouldNotContain(code => code.StartsWith("cap:", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cap_between_the_tiers_of_a_policy_falls_to_the_next_lower_one()
    {
        var policy = new RoutingPolicy("two-tiers", [.. Enum.GetValues<Intent>().Select(intent =>
            new RoutingRule(intent, intent == Intent.Greeting ? ModelTier.Fast : ModelTier.Premium, "model"))]);
        var router = new ModelRouter(new FixedClassifier(Intent.Faq), new ComplexityEstimator(), policy);

        router.Decide(new RoutingRequest { Text = "any", MaxTier = ModelTier.Advanced }).Tier.ShouldBe(ModelTier.Fast);
    }

    [Fact]
    public void An_unknown_cap_is_refused() =>
        Should.Throw<ArgumentOutOfRangeException>(() =>
            RouterOf(Intent.Faq).Decide(new RoutingRequest { Text = "any", MaxTier = (ModelTier)5 }));

    [Fact]
    public void A_policy_must_answer_every_intent()
    {
        var rules = RoutingPolicy.Specification.Rules;

        Should.NotThrow(() => new RoutingPolicy("complete", rules));
        foreach (var intent in Enum.GetValues<Intent>())
        {
            Should.Throw<ArgumentException>(() => new RoutingPolicy("incomplete", [.. rules.Where(rule => rule.Intent != intent)]))
                .Message.ShouldContain(intent.ToString());
        }
    }

    [Fact]
    public void A_policy_with_an_unreachable_rule_a_blank_model_or_no_fast_tier_is_refused()
    {
        var rules = RoutingPolicy.Specification.Rules;

        Refused([.. rules, new RoutingRule(Intent.Faq, ModelTier.Fast, "never")]);
        Refused([.. rules.Where(rule => rule.Intent != Intent.Faq), new RoutingRule(Intent.Faq, ModelTier.Fast, " ")]);
        Refused([.. rules.Where(rule => rule.Intent != Intent.Faq), new RoutingRule(Intent.Faq, (ModelTier)9, "model")]);
        Refused([.. rules.Where(rule => rule.Intent != Intent.Faq), new RoutingRule(Intent.Faq, ModelTier.Fast, "model", ValueAbove: 10)]);
        Refused([.. Enum.GetValues<Intent>().Select(intent => new RoutingRule(intent, ModelTier.Premium, "model"))]);

        static void Refused(RoutingRule[] rules) => Should.Throw<ArgumentException>(() => new RoutingPolicy("bad", rules));
    }

    private static ModelRouter RouterOf(Intent intent) =>
        new(new FixedClassifier(intent), new ComplexityEstimator(), RoutingPolicy.Specification);

    /// <summary>Stands for a trained model: any implementation of the interface must work.</summary>
    private sealed class FixedClassifier(Intent intent) : IIntentClassifier
    {
        public string Version => "fixed";

        public IntentPrediction Classify(string text, IReadOnlyList<string> recentTurns, string? languageHint) =>
            new(intent, [.. Enum.GetValues<Intent>().Select(each => new IntentProbability(each, each == intent ? 1 : 0))], []);
    }
}
