using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Agentes.ModelGateway.Configuration.Explanation;

/// <summary>The JSON of an explanation.</summary>
internal static class ExplanationJson
{
    // It goes to a terminal or a file, never into a page.
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(ModelGatewayExplanation explanation) => Write(json =>
    {
        json.WriteBoolean("valid", true);
        Texts(json, "files", explanation.Options.Files);
        json.WriteString("routing_strategy", explanation.Strategy);
        json.WriteStartArray("groups");
        foreach (var group in explanation.Groups)
        {
            json.WriteStartObject();
            json.WriteString("name", group.Name);
            Texts(json, "aliases", group.Aliases);
            Texts(json, "fallbacks", group.Fallbacks);
            Texts(json, "context_window_fallbacks", group.ContextWindowFallbacks);
            Texts(json, "content_policy_fallbacks", group.ContentPolicyFallbacks);
            json.WriteStartArray("deployments");
            foreach (var deployment in group.Deployments)
            {
                Write(json, deployment);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        Texts(json, "warnings", explanation.Warnings);
        Texts(json, "notes", explanation.Options.Notes);
    });

    public static string Write(IEnumerable<ConfigurationProblem> problems) => Write(json =>
    {
        json.WriteBoolean("valid", false);
        json.WriteStartArray("problems");
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("file", problem.Source);
            json.WriteNumber("line", problem.Line);
            json.WriteNumber("column", problem.Column);
            json.WriteString("path", problem.Path);
            json.WriteString("message", problem.Message);
            json.WriteString("suggestion", problem.Suggestion);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, DeploymentExplanation deployment)
    {
        json.WriteStartObject();
        json.WriteString("id", deployment.Id);
        json.WriteString("provider", deployment.Provider);
        json.WriteString("model", deployment.Model);
        json.WriteString("address", deployment.Address);
        json.WriteStartObject("key");
        json.WriteString("variable", deployment.Key.Variable);
        json.WriteString("state", deployment.Key.State);
        json.WriteEndObject();
        json.WriteBoolean("callable", deployment.UnavailableReason is null);
        json.WriteString("reason", deployment.UnavailableReason);
        json.WriteNumber("weight", deployment.Weight);
        json.WriteNumber("order", deployment.Order);
        json.WriteStartObject("limits");
        Number(json, "requests_per_minute", deployment.RequestsPerMinute);
        Number(json, "tokens_per_minute", deployment.TokensPerMinute);
        Number(json, "parallel_requests", deployment.ParallelRequests);
        json.WriteNumber("retries", deployment.Retries);
        json.WriteNumber("cooldown_seconds", deployment.Cooldown.TotalSeconds);
        json.WriteNumber("first_token_seconds", deployment.Timeouts.FirstToken.TotalSeconds);
        json.WriteNumber("idle_seconds", deployment.Timeouts.Idle.TotalSeconds);
        json.WriteNumber("buffered_seconds", deployment.Timeouts.Buffered.TotalSeconds);
        json.WriteEndObject();
        Texts(json, "tags", deployment.Tags);
        Texts(json, "headers", deployment.Headers);
        Write(json, deployment.Price);
        json.WriteStartObject("lifecycle");
        json.WriteString("status", JsonNamingPolicy.SnakeCaseLower.ConvertName(deployment.Lifecycle.Status.ToString()));
        json.WriteString("configured_model", deployment.Lifecycle.Model);
        json.WriteString("retired_on", deployment.Lifecycle.RetiredOn?.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("successor", deployment.Lifecycle.Successor);
        json.WriteString("source", deployment.Lifecycle.Source);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ModelPrice? price)
    {
        if (price is null)
        {
            json.WriteNull("price");
            return;
        }

        json.WriteStartObject("price");
        json.WriteString("input_per_token", Amount(price.Input));
        json.WriteString("output_per_token", Amount(price.Output));
        json.WriteString("cached_input_per_token", Amount(price.CachedInput));
        json.WriteString("cache_write_per_token", Amount(price.CacheWrite));
        json.WriteString("cache_write_long_per_token", Amount(price.CacheWriteLong));
        json.WriteString("source", price.Source);
        json.WriteString("as_of", price.AsOf?.ToString("O", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static string? Amount(decimal? price) => price?.ToString("0.####################", CultureInfo.InvariantCulture);

    private static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static string Write(Action<Utf8JsonWriter> content)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
