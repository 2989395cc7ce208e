using System.Globalization;
using System.Text;

namespace Agentes.ModelGateway.Configuration.Explanation;

/// <summary>The plain text of an explanation.</summary>
internal static class ExplanationText
{
    private const decimal Million = 1_000_000;

    public static string Summary(ModelGatewayExplanation explanation)
    {
        var deployments = explanation.Groups.SelectMany(group => group.Deployments).ToList();
        var text = new StringBuilder();
        var name = explanation.Options.Files is [var main, ..] ? main : "configuration";
        text.Append(CultureInfo.InvariantCulture, $"{name}: valid. {Count(explanation.Groups.Count, "group")}, ")
            .Append(CultureInfo.InvariantCulture, $"{Count(deployments.Count, "deployment")}, ")
            .Append(CultureInfo.InvariantCulture, $"{deployments.Count(d => d.UnavailableReason is null)} can be called.\n");
        foreach (var warning in explanation.Warnings)
        {
            text.Append(CultureInfo.InvariantCulture, $"warning: {warning}\n");
        }

        return text.ToString();
    }

    public static string Write(ModelGatewayExplanation explanation)
    {
        var text = new StringBuilder(Summary(explanation));
        text.Append(CultureInfo.InvariantCulture, $"strategy: {explanation.Strategy}\n");
        foreach (var group in explanation.Groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n{group.Name}\n");
            Line(text, 2, "also called", string.Join(", ", group.Aliases));
            Line(text, 2, "falls back to", string.Join(", ", group.Fallbacks));
            Line(text, 2, "too long", string.Join(", ", group.ContextWindowFallbacks));
            Line(text, 2, "refused", string.Join(", ", group.ContentPolicyFallbacks));
            foreach (var deployment in group.Deployments)
            {
                Write(text, deployment);
            }
        }

        if (explanation.Options.Notes.Count > 0)
        {
            text.Append("\nnotes\n");
            foreach (var note in explanation.Options.Notes)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {note}\n");
            }
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, DeploymentExplanation deployment)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {deployment.FullModel}\n");
        Line(text, 4, "id", deployment.Id);
        Line(text, 4, "address", deployment.Address);
        Line(text, 4, "key", deployment.Address is null ? null : deployment.Key.ToString());
        Line(text, 4, "callable", deployment.UnavailableReason is { } reason ? $"no: {reason}" : "yes");
        Line(text, 4, "share", Invariant($"weight {deployment.Weight}, order {deployment.Order}"));
        Line(text, 4, "limits", LimitsOf(deployment));
        Line(text, 4, "tags", string.Join(", ", deployment.Tags));
        Line(text, 4, "defaults", DefaultsOf(deployment.Defaults));
        Line(text, 4, "headers", string.Join(", ", deployment.Headers));
        Line(text, 4, "price", PriceOf(deployment.Price));
        Line(text, 4, "lifecycle", deployment.Lifecycle.Warning ?? "active");
    }

    private static string LimitsOf(DeploymentExplanation deployment) => Invariant(
        $"first token {deployment.Timeouts.FirstToken.TotalSeconds} s, silence {deployment.Timeouts.Idle.TotalSeconds} s, ")
        + Invariant($"whole reply {deployment.Timeouts.Buffered.TotalSeconds} s, {Count(deployment.Retries, "retry", "retries")}, ")
        + Invariant($"cooldown {deployment.Cooldown.TotalSeconds} s")
        + (deployment.RequestsPerMinute is { } requests ? Invariant($", {requests} requests per minute") : "")
        + (deployment.TokensPerMinute is { } tokens ? Invariant($", {tokens} tokens per minute") : "")
        + (deployment.ParallelRequests is { } parallel ? Invariant($", {parallel} at the same time") : "");

    private static string DefaultsOf(RequestDefaults defaults) => string.Join(", ", new[]
    {
        defaults.MaxOutputTokens is { } tokens ? Invariant($"max_tokens {tokens}") : null,
        defaults.Temperature is { } temperature ? Invariant($"temperature {temperature}") : null,
        defaults.TopP is { } top ? Invariant($"top_p {top}") : null,
        defaults.FrequencyPenalty is { } frequency ? Invariant($"frequency_penalty {frequency}") : null,
        defaults.PresencePenalty is { } presence ? Invariant($"presence_penalty {presence}") : null,
        defaults.Seed is { } seed ? Invariant($"seed {seed}") : null,
        defaults.Stop is { } stop ? Invariant($"{Count(stop.Count, "stop text")}") : null,
    }.OfType<string>());

    private static string PriceOf(ModelPrice? price)
    {
        if (price is null)
        {
            return "unknown, so the cost of its calls is null";
        }

        var cached = price.CachedInput is { } read ? Invariant($", {PerMillion(read)} read from cache") : "";
        var source = price.Source is null ? "" : $" ({price.Source}{(price.AsOf is { } day ? Invariant($", {day:yyyy-MM-dd}") : "")})";
        return $"{PerMillion(price.Input)} in, {PerMillion(price.Output)} out{cached}, USD per million tokens{source}";
    }

    private static string PerMillion(decimal price) => (price * Million).ToString("0.############", CultureInfo.InvariantCulture);

    private static void Line(StringBuilder text, int indent, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            text.Append(' ', indent).Append(name.PadRight(16 - indent)).Append(value).Append('\n');
        }
    }

    private static string Count(int count, string one, string? many = null) =>
        Invariant($"{count} {(count == 1 ? one : many ?? one + "s")}");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
