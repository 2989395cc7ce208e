using Agentes.ModelGateway.Configuration;

namespace Agentes.ModelGateway.Tests.Gemini;

public sealed class GeminiSafetyTests
{
    private const string Entry =
        """
        model_list:
          - model_name: a
            litellm_params:
              model: gemini/gemini-2.5-flash
              api_key: k
              safety_settings:
                - category: HARM_CATEGORY_HARASSMENT
        """;

    [Fact]
    public async Task Filters_of_a_deployment_are_sent_with_each_request()
    {
        await using var upstream = new FakeUpstream(
            GeminiAnswers.Stream(GeminiAnswers.Text("ok", "STOP")), GeminiAnswers.Stream(GeminiAnswers.Text("ok", "STOP")));
        var settings = ModelGatewayConfiguration.Parse(Entry + "\n          threshold: BLOCK_NONE").Groups[0].Deployments[0].SafetySettings;
        var deployment = GeminiAnswers.Deployment(upstream);
        await using var gateway = new TestGateway(TestGateway.Options(
            new ModelGroup("a", [deployment with { SafetySettings = settings }]), new ModelGroup("b", [deployment])));

        await gateway.AskAsync("a");
        await gateway.AskAsync("b");

        upstream.Requests.First().Body.GetProperty("safetySettings").GetRawText()
            .ShouldBe("""[{"category":"HARM_CATEGORY_HARASSMENT","threshold":"BLOCK_NONE"}]""");
        upstream.Requests.Last().Body.TryGetProperty("safetySettings", out _).ShouldBeFalse();
    }

    [Fact]
    public void A_filter_without_threshold_is_an_error() =>
        Should.Throw<ModelGatewayConfigurationException>(() => ModelGatewayConfiguration.Parse(Entry)).Message.ShouldContain("threshold");
}
