using CsCheck;

namespace Agentes.Routing.Tests;

public sealed class ModelRouterTests
{
    private static readonly ModelRouter Router =
        new(new LexicalIntentClassifier(), new ComplexityEstimator(), RoutingPolicy.Specification);

    private static readonly string[] Pieces =
        ["\0", "\uD800", "\uDC00", "?", "...", "R$", "😀", "a", "http://", "@", "-", "'", "1,", "%", "\n"];

    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        Gen.Char.Array[0, 400].Select(chars => new string(chars)),
        Gen.Int[0, LabelledSentences.All.Count - 1].Select(index => LabelledSentences.All[index].Text).Array[1, 4]
            .Select(parts => string.Join(' ', parts)),
        Gen.Int[0, Pieces.Length - 1].Select(index => Pieces[index]).Array[0, 60]
            .Select(parts => string.Concat(parts)));

    private static readonly Gen<RoutingRequest> AnyRequest = Gen.Select(
        AnyText, AnyText.Array[0, 3], Gen.Decimal[-10m, 5000m], Gen.Int[1, 4],
        (text, turns, value, cap) => new RoutingRequest
        {
            Text = text,
            RecentTurns = turns,
            CustomerValue = value,
            MaxTier = (ModelTier)cap,
        });

    [Fact]
    public void Every_text_gets_a_decision_within_its_cap_whose_posterior_sums_to_one() =>
        AnyRequest.Sample(request =>
        {
            var decision = Router.Decide(request);

            ((int)decision.Tier).ShouldBeInRange(1, (int)request.MaxTier);
            decision.Posterior.Select(entry => entry.Intent).ShouldBe(Enum.GetValues<Intent>());
            decision.Posterior.Sum(entry => entry.Probability).ShouldBe(1, 1e-9);
            decision.Confidence.ShouldBe(decision.Posterior.Max(entry => entry.Probability));
            decision.Complexity.ShouldBeInRange(0, 1);
            decision.ComplexitySignals.Sum(signal => signal.Contribution).ShouldBeGreaterThanOrEqualTo(decision.Complexity - 1e-9);
            decision.ReasonCodes.ShouldAllBe(code => System.Text.RegularExpressions.Regex.IsMatch(code, "^[a-z]+:[a-z0-9_.]+$"));
        });

    [Fact]
    public void The_same_request_gets_the_same_decision() =>
        AnyRequest.Sample(request => Flat(Router.Decide(request)).ShouldBe(Flat(Router.Decide(request))));

    [Theory]
    [InlineData(' ')]
    [InlineData('a')]
    [InlineData('?')]
    [InlineData('7')]
    [InlineData('\0')]
    [InlineData('\uDBFF')]
    [InlineData('ã')]
    public void A_hundred_thousand_equal_characters_get_a_decision(char c) =>
        Router.Decide(new RoutingRequest { Text = new string(c, 100_000), RecentTurns = [new string(c, 100_000)] })
            .Posterior.Sum(entry => entry.Probability).ShouldBe(1, 1e-9);

    [Fact]
    public void A_decision_names_its_evidence()
    {
        var request = new RoutingRequest { Text = "Tem desconto à vista?", CustomerValue = 50, MaxTier = ModelTier.Balanced };

        var decision = Router.Decide(request);

        decision.Intent.ShouldBe(Intent.SalesNegotiation);
        decision.ReasonCodes.ShouldBe(
            ["intent:sales_negotiation", "rule:sales_negotiation", "cap:tier_2", "cue:discount", "confidence:high", "complexity:low"]);
        decision.ClassifierVersion.ShouldBe("lexical-1");
    }

    [Theory]
    [InlineData(0.9, "retrieval:strong")]
    [InlineData(0.4, "retrieval:medium")]
    [InlineData(0.1, "retrieval:weak")]
    [InlineData(double.NaN, "retrieval:weak")]
    [InlineData(null, null)]
    public void The_retrieval_score_is_evidence_and_moves_no_tier(double? score, string? code)
    {
        var decision = Router.Decide(new RoutingRequest { Text = "Qual a política de troca?", TopRetrievalScore = score });

        decision.ReasonCodes.SingleOrDefault(each => each.StartsWith("retrieval:", StringComparison.Ordinal)).ShouldBe(code);
        decision.Tier.ShouldBe(ModelTier.Fast);
    }

    [Fact]
    public void Nonsense_is_answered_cheaply_with_low_confidence()
    {
        var decision = Router.Decide(new RoutingRequest { Text = "zzxqv", CustomerValue = 1_000_000 });

        decision.Tier.ShouldBe(ModelTier.Fast);
        decision.ReasonCodes.ShouldContain("confidence:low", StringComparer.Ordinal);
    }

    private static string Flat(RoutingDecision decision) => string.Join('|',
        decision.Tier, decision.ModelHint, decision.Intent, decision.Complexity, decision.Language,
        string.Join(',', decision.Posterior), string.Join(',', decision.ComplexitySignals), string.Join(',', decision.ReasonCodes));
}
