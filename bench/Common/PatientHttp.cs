using System.Net;
using System.Net.Http.Headers;

namespace Agentes.Bench.Common;

/// <summary>
/// Requests that outlive a restart of the platform: a broken connection, a timeout, 429 and 5xx are repeated until the patience is
/// used up. The caller makes a repeated request harmless (client message id, idempotency key).
/// </summary>
public sealed class PatientHttp(HttpClient http, TimeSpan patience, TimeProvider clock)
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(30);
    private long _retries;
    private long _throttled;

    /// <summary>How many attempts failed and were repeated.</summary>
    public long Retries => Interlocked.Read(ref _retries);

    /// <summary>How many of the repeated attempts were answered 429.</summary>
    public long Throttled => Interlocked.Read(ref _throttled);

    public TimeProvider Clock => clock;

    /// <param name="renewLogin">Called once when the platform answers 401; the request is then repeated.</param>
    /// <exception cref="ApiRefusedException">The platform answered 4xx.</exception>
    /// <exception cref="OutOfPatienceException">No attempt succeeded in time.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> request, HttpCompletionOption completion, Func<CancellationToken, Task>? renewLogin, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            using var message = request();
            var outcome = await TryAsync(message, completion, ct);
            if (outcome.Response is { IsSuccessStatusCode: true } success)
            {
                return success;
            }

            var name = $"{message.Method} {message.RequestUri}";
            var pause = outcome.Pause ?? PauseAfter(attempt);
            if (outcome.Response is { StatusCode: HttpStatusCode.Unauthorized } expired && renewLogin is not null)
            {
                expired.Dispose();
                await renewLogin(ct);
                (renewLogin, pause) = (null, TimeSpan.Zero);
            }
            else if (outcome.Response is { } refused && !Repeatable(refused.StatusCode))
            {
                await ThrowUnlessRetryableAsync(refused, name, ct);
            }

            outcome.Response?.Dispose();
            if (clock.GetElapsedTime(started) + pause > patience)
            {
                throw new OutOfPatienceException(name, outcome.Failure);
            }

            Interlocked.Increment(ref _retries);
            await Task.Delay(pause, clock, ct);
        }
    }

    /// <summary>Exponential from 50 ms to 2 s, with jitter so that many customers do not come back in step.</summary>
    public static TimeSpan PauseAfter(int attempt)
    {
        var milliseconds = Math.Min(50 * Math.Pow(2, Math.Min(attempt, 10)), LongestPause.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(milliseconds * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    private async Task<Outcome> TryAsync(HttpRequestMessage message, HttpCompletionOption completion, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(LongestAttempt);
        try
        {
            var response = await http.SendAsync(message, completion, limit.Token);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
            {
                Interlocked.Increment(ref _throttled);
            }

            return new Outcome(response, RetryAfter(response.Headers.RetryAfter), $"status {(int)response.StatusCode}");
        }
        catch (HttpRequestException broken)
        {
            return new Outcome(null, null, broken.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new Outcome(null, null, $"no answer within {LongestAttempt.TotalSeconds:F0} s");
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } when date > clock.GetUtcNow() => date - clock.GetUtcNow(),
        _ => null,
    };

    private static bool Repeatable(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;

    // A problem document may say that the same request can succeed later, for instance while an earlier attempt is still being handled.
    private static async Task ThrowUnlessRetryableAsync(HttpResponseMessage response, string name, CancellationToken ct)
    {
        var body = await response.Content.ReadAsStringAsync(ct);
        if (!body.Contains("\"retryable\":true", StringComparison.Ordinal))
        {
            throw new ApiRefusedException(response.StatusCode, name, body.Length > 500 ? body[..500] : body);
        }
    }

    private sealed record Outcome(HttpResponseMessage? Response, TimeSpan? Pause, string Failure);
}
