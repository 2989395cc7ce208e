using System.Globalization;

namespace Agentes.ModelGateway.Providers.OpenAI;

/// <summary>Turns a refused request or an error inside the stream into a failure class.</summary>
internal static class OpenAIFailures
{
    public static async ValueTask<ModelFailure> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken ct)
    {
        var refusal = await Refusal.ReadAsync(response, time, ct);
        var error = OpenAIError.Parse(refusal.Body.Span);
        var said = refusal.Said(error?.Message);
        return refusal.As(Classify(refusal.Status, error, said), said);
    }

    public static ModelFailure InStream(OpenAIError error)
    {
        var status = int.TryParse(error.Code, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code is >= 400 and < 600
            ? code
            : 500;
        return new ModelFailure(Classify(status, error, error.Message ?? ""), "the provider reported an error inside the stream")
        {
            UpstreamMessage = ErrorBody.Shorten(error.Message),
        };
    }

    private static FailureClass Classify(int status, OpenAIError? error, string text)
    {
        if (Named(error) is { } named)
        {
            return named;
        }

        return status switch
        {
            400 or 413 or 422 when LooksLikeContextWindow(text) => FailureClass.ContextWindow,
            401 or 403 => FailureClass.Credential,
            402 => FailureClass.Quota,
            404 => FailureClass.NotFound,
            429 => FailureClass.Throttle,
            408 or 409 or >= 500 => FailureClass.Server,
            _ when text.Contains("API key not valid", StringComparison.OrdinalIgnoreCase) => FailureClass.Credential,
            _ => FailureClass.InvalidRequest,
        };
    }

    // The code or the type names the failure more exactly than the status: 429 is also "no money left".
    private static FailureClass? Named(OpenAIError? error)
    {
        foreach (var word in (ReadOnlySpan<string?>)[error?.Code, error?.Type])
        {
            FailureClass? found = word switch
            {
                "context_length_exceeded" => FailureClass.ContextWindow,
                "content_policy_violation" or "content_filter" => FailureClass.ContentPolicy,
                "insufficient_quota" or "billing_error" or "enforced_spend_limit_reached" => FailureClass.Quota,
                "invalid_api_key" or "authentication_error" or "permission_error" => FailureClass.Credential,
                "rate_limit_exceeded" or "rate_limit_error" => FailureClass.Throttle,
                "model_not_found" or "not_found_error" => FailureClass.NotFound,
                "overloaded_error" or "server_error" or "api_error" or "timeout_error" => FailureClass.Server,
                _ => null,
            };
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    // Servers without codes say it in words.
    private static bool LooksLikeContextWindow(string text) =>
        text.Contains("context length", StringComparison.OrdinalIgnoreCase)
        || text.Contains("context window", StringComparison.OrdinalIgnoreCase)
        || text.Contains("prompt is too long", StringComparison.OrdinalIgnoreCase)
        || text.Contains("maximum number of tokens", StringComparison.OrdinalIgnoreCase);
}
