namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>Turns a refused request or an error inside the stream into a failure class.</summary>
internal static class GeminiFailures
{
    public static async ValueTask<ModelFailure> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken ct)
    {
        var refusal = await Refusal.ReadAsync(response, time, ct);
        var error = GeminiError.Parse(refusal.Body.Span);
        var said = refusal.Said(error?.Message);
        return refusal.As(Classify(refusal.Status, error, said), said) with { RetryAfter = refusal.RetryAfter ?? error?.RetryDelay };
    }

    public static ModelFailure InStream(GeminiError error) =>
        new(Classify(error.Code ?? StatusOf(error.Status), error, error.Message ?? ""), "the provider reported an error inside the stream")
        {
            RetryAfter = error.RetryDelay,
            UpstreamMessage = ErrorBody.Shorten(error.Message),
        };

    /// <summary>The model ended its reply with a call that nobody can make; asked again it usually does better.</summary>
    public static ModelFailure Spoiled(string finishReason, string? message) =>
        new(FailureClass.Malformed, $"the model spoiled its own reply ({finishReason})") { UpstreamMessage = ErrorBody.Shorten(message) };

    private static FailureClass Classify(int status, GeminiError? error, string text) => status switch
    {
        // A refused key is a 400 here.
        400 when Says(error?.Reason, "API_KEY") || Says(text, "API key") => FailureClass.Credential,
        400 when Says(text, "token count") && Says(text, "exceeds the maximum") => FailureClass.ContextWindow,
        400 when error?.Status == "FAILED_PRECONDITION" && Says(text, "billing") => FailureClass.Quota,
        400 when error?.Status == "FAILED_PRECONDITION" && Says(text, "location") => FailureClass.Credential,
        401 or 403 => FailureClass.Credential,
        402 => FailureClass.Quota,
        404 => FailureClass.NotFound,
        // A limit per day, or money that is used up, does not come back while we wait.
        429 when error is { IsDaily: true } || Says(text, "credits are depleted") || Says(text, "limit: 0,") => FailureClass.Quota,
        429 => FailureClass.Throttle,
        408 or 409 or 499 or >= 500 => FailureClass.Server,
        _ => FailureClass.InvalidRequest,
    };

    private static int StatusOf(string? name) => name switch
    {
        "INVALID_ARGUMENT" or "FAILED_PRECONDITION" or "OUT_OF_RANGE" => 400,
        "UNAUTHENTICATED" => 401,
        "PERMISSION_DENIED" => 403,
        "NOT_FOUND" => 404,
        "RESOURCE_EXHAUSTED" => 429,
        _ => 500,
    };

    private static bool Says(string? text, string words) => text?.Contains(words, StringComparison.OrdinalIgnoreCase) ?? false;
}
