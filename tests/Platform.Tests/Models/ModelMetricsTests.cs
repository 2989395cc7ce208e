using System.Globalization;
using System.Text.RegularExpressions;
using Agentes.Platform.Tests.Fixture;

namespace Agentes.Platform.Tests.Models;

/// <summary>What a dashboard made for LiteLLM, or one for the conventions of OpenTelemetry, finds at <c>/metrics</c>.</summary>
public sealed partial class ModelMetricsTests(PlatformFixture platform)
{
    // Names as Prometheus stores them; the counters' ending is the exporter's.
    private static readonly string[] OfEveryCall =
    [
        "litellm_proxy_total_requests_metric_total", "litellm_spend_metric_total", "litellm_input_tokens_metric_total",
        "litellm_output_tokens_metric_total", "litellm_total_tokens_metric_total", "litellm_request_total_latency_metric_bucket",
        "litellm_request_total_latency_metric_sum", "litellm_llm_api_latency_metric_count", "litellm_overhead_latency_metric_bucket",
        "litellm_llm_api_time_to_first_token_metric_bucket", "litellm_deployment_latency_per_output_token_count",
        "litellm_deployment_total_requests_total", "litellm_deployment_success_responses_total", "litellm_deployment_state",
        "litellm_deployment_in_progress_requests", "litellm_deployment_cooled_down_total",
        "gen_ai_client_token_usage_bucket", "gen_ai_client_operation_duration_seconds_bucket",
    ];

    [Fact]
    public async Task Every_name_is_there_with_the_labels_of_its_call()
    {
        var shop = await platform.NewOrganizationAsync();
        await AskAsync(shop, "tier3-sonnet", "#say Oi", stream: true);
        await AskAsync(shop, "tier3-sonnet", "#fail 500 x1 #say Oi", stream: false);
        await AskAsync(shop, "no-such-model", "Oi", stream: false);
        await AskAsync(shop, "no-such-model-either", "Oi", stream: false);

        var metrics = await ScrapeAsync();

        foreach (var name in OfEveryCall)
        {
            metrics.ShouldContain(metric => metric.Name == name, name);
        }

        var key = (await shop.Http.GetJsonAsync("api-keys")).GetProperty("data")[0].Text("id")!;
        var mine = metrics.Where(metric => metric.Labels.GetValueOrDefault("hashed_api_key") == key).ToList();
        var answered = mine.Single(metric => metric.Name == "litellm_proxy_total_requests_metric_total"
            && metric.Labels["status_code"] == "200" && metric.Labels["requested_model"] == "tier3-sonnet");
        answered.Value.ShouldBe(1);
        answered.Labels["route"].ShouldNotBeNullOrEmpty();
        var tokens = mine.Single(metric => metric.Name == "litellm_input_tokens_metric_total");
        (tokens.Labels["model"], tokens.Labels["api_provider"], tokens.Labels["requested_model"]).ShouldBe(("fake-1", "openai", "tier3-sonnet"));
        tokens.Labels["model_id"].ShouldNotBeNullOrEmpty();
        var failed = mine.Where(metric => metric.Name == "litellm_proxy_failed_requests_metric_total").ToList();
        failed.ConvertAll(metric => (metric.Labels["requested_model"], metric.Labels["exception_class"], metric.Value)).ShouldBe(
            [("tier3-sonnet", "InternalServerError", 1), ("other", "NotFoundError", 2)],
            ignoreOrder: true,
            "names that callers make up are one");
        mine.Single(metric => metric.Name == "litellm_deployment_failure_responses_total").Labels["exception_status"].ShouldBe("500");
        mine.ShouldAllBe(metric => !metric.Labels.Values.Any(value => value.Contains(shop.Key, StringComparison.Ordinal)));
        metrics.ShouldAllBe(metric => !metric.Labels.ContainsKey("end_user") && !metric.Labels.ContainsKey("api_base"));
    }

    private static async Task AskAsync(OrganizationScenario shop, string model, string text, bool stream)
    {
        using var answer = await shop.Http.PostAsync(
            new Uri($"{shop.Platform.Address}/v1/chat/completions"),
            System.Net.Http.Json.JsonContent.Create(new { model, stream, user = "cliente-7", messages = new[] { new { role = "user", content = text } } }));
        await answer.Content.ReadAsStringAsync();
    }

    private async Task<List<Metric>> ScrapeAsync()
    {
        using var client = platform.Client(null);
        var text = await client.GetStringAsync(new Uri($"{platform.Address}/metrics"));
        return
        [
            .. text.Split('\n').Select(line => MetricLine().Match(line)).Where(match => match.Success).Select(match => new Metric(
                match.Groups["name"].Value,
                Label().Matches(match.Groups["labels"].Value).ToDictionary(
                    label => label.Groups["name"].Value, label => label.Groups["value"].Value, StringComparer.Ordinal),
                double.Parse(match.Groups["value"].Value, CultureInfo.InvariantCulture))),
        ];
    }

    private sealed record Metric(string Name, Dictionary<string, string> Labels, double Value);

    [GeneratedRegex("""^(?<name>[a-z_]+)(\{(?<labels>[^}]*)\})? (?<value>[0-9.E+-]+)( |$)""", RegexOptions.ExplicitCapture)]
    private static partial Regex MetricLine();

    [GeneratedRegex("(?<name>[a-z_]+)=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Label();
}
