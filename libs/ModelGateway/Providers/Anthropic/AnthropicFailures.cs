namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>Turns a refused request or an error inside the stream into a failure class.</summary>
internal static class AnthropicFailures
{
    public static async ValueTask<ModelFailure> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken ct)
    {
        var refusal = await Refusal.ReadAsync(response, time, ct);
        var error = AnthropicError.Parse(refusal.Body.Span);
        var said = refusal.Said(error?.Message);
        var advice = RetryAfter.ReadAdvice(response.Headers);
        var found = Classify(refusal.Status, error, said);
        return refusal.As(found is FailureClass.InvalidRequest && advice is true ? FailureClass.Server : found, said) with
        {
            IsFinal = advice is false,
        };
    }

    public static ModelFailure InStream(AnthropicError error) =>
        new(Classify(StatusOf(error.Type), error, error.Message ?? ""), "the provider reported an error inside the stream")
        {
            UpstreamMessage = ErrorBody.Shorten(error.Message),
        };

    private static FailureClass Classify(int status, AnthropicError? error, string text)
    {
        if (InWords(text, error?.Details) is { } said)
        {
            return said;
        }

        // A proxy in between may change the status, not the type.
        return (error?.Type is { } type ? StatusOf(type, status) : status) switch
        {
            401 or 403 => FailureClass.Credential,
            402 => FailureClass.Quota,
            404 => FailureClass.NotFound,
            429 => FailureClass.Throttle,
            408 or 409 or >= 500 => FailureClass.Server,
            _ => FailureClass.InvalidRequest,
        };
    }

    private static int StatusOf(string? type, int otherwise = 500) => type switch
    {
        "invalid_request_error" => 400,
        "authentication_error" => 401,
        "billing_error" => 402,
        "permission_error" => 403,
        "not_found_error" => 404,
        "conflict_error" => 409,
        "request_too_large" => 413,
        "rate_limit_error" => 429,
        "api_error" => 500,
        "timeout_error" => 504,
        "overloaded_error" => 529,
        _ => otherwise,
    };

    // Types and statuses are too few: money that is spent comes as 400 or 429, a prompt that is too long and refused content as 400.
    private static FailureClass? InWords(string text, string? details) => text switch
    {
        _ when Says(text, "enforced_spend_limit_reached") || Says(details, "enforced_spend_limit_reached")
            || Says(text, "credit balance is too low") || Says(text, "specified API usage limits") || Says(text, "spend limit") =>
                FailureClass.Quota,
        _ when Says(text, "prompt is too long") || Says(text, "exceed context limit") || Says(text, "context window") =>
            FailureClass.ContextWindow,
        _ when Says(text, "content filtering policy") || Says(text, "usage policy") => FailureClass.ContentPolicy,
        _ => null,
    };

    private static bool Says(string? text, string words) => text?.Contains(words, StringComparison.OrdinalIgnoreCase) == true;
}
