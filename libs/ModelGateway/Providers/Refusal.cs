using System.Text;

namespace Agentes.ModelGateway.Providers;

/// <summary>A request that a provider refused, as far as all wires are alike.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The beginning of the body.</param>
/// <param name="RetryAfter">How long the headers ask to wait.</param>
internal readonly record struct Refusal(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter)
{
    public static async ValueTask<Refusal> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken ct) => new(
        (int)response.StatusCode,
        await ErrorBody.ReadAsync(response, ct),
        Providers.RetryAfter.Read(response.Headers, time.GetUtcNow()));

    /// <summary>What the provider said: the message of its error, or the whole body where there is none.</summary>
    public string Said(string? message) => message ?? Encoding.UTF8.GetString(Body.Span);

    /// <param name="found">Class of the failure.</param>
    /// <param name="said">The provider's words.</param>
    public ModelFailure As(FailureClass found, string said) => new(found, $"the provider answered {Status}")
    {
        Status = Status,
        RetryAfter = RetryAfter,
        UpstreamMessage = ErrorBody.Shorten(said),
    };
}
