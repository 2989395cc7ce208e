using System.Security.Cryptography;
using System.Text;
using Agentes.Platform.Identity;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Http;

/// <summary>
/// Answers a POST that is sent again under the same Idempotency-Key with what it was answered first, without doing it again.
/// </summary>
/// <remarks>
/// It stands after authentication: keys belong to an organization (or, before there is one, to a person), and the caller is part of
/// what makes a request the same. Kept are answers that a repetition would not change: success, and errors of the request itself.
/// The work and its record are two transactions; a process that dies between them leaves a claim that is given up after a minute.
/// </remarks>
internal sealed class Idempotency(RequestDelegate next, IdempotencyStore store)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotent-Replayed";

    private const int MaxKey = 200;
    private const int MaxRoute = 300;

    /// <summary>A body up to this size is hashed in memory; a larger one waits in a file.</summary>
    private const int MemoryBytes = 1_048_576;

    public Task InvokeAsync(HttpContext http, Caller caller, CurrentOrganization organization)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.Headers.TryGetValue(Header, out var given))
        {
            return next(http);
        }

        var owner = organization.IsSet ? organization.Id : caller.UserId;
        if (owner is null)
        {
            return next(http);
        }

        return given is [{ Length: > 0 and <= MaxKey } key] && key.All(c => c is > ' ' and <= '~')
            ? AnswerOnceAsync(http, owner.Value, caller, key)
            : Problem.WriteAsync(
                http,
                StatusCodes.Status400BadRequest,
                "idempotency_key_invalid",
                "An Idempotency-Key has 1 to 200 visible ASCII characters.");
    }

    private async Task AnswerOnceAsync(HttpContext http, Guid owner, Caller caller, string key)
    {
        var route = http.Request.Path + http.Request.QueryString.Value;
        var hash = await HashAsync(http.Request, route, caller, http.RequestAborted);
        var claim = await store.ClaimAsync(owner, key, route.Length > MaxRoute ? route[..MaxRoute] : route, hash, http.RequestAborted);
        var answering = claim switch
        {
            { ClaimedAt: { } at } => ExecuteAsync(http, owner, key, at),
            { SameRequest: false } => Problem.WriteAsync(
                http,
                StatusCodes.Status422UnprocessableEntity,
                "idempotency_mismatch",
                "This Idempotency-Key was used for another request."),
            { Answer: { } answer } => ReplayAsync(http, answer),
            _ => InProgressAsync(http),
        };
        await answering;
    }

    private async Task ExecuteAsync(HttpContext http, Guid owner, string key, DateTimeOffset claimedAt)
    {
        var wire = http.Response.Body;
        using var buffer = new MemoryStream();
        http.Response.Body = buffer;

        // Once begun it is carried through: a caller that hangs up would otherwise never learn whether it was done.
        http.RequestAborted = CancellationToken.None;
        try
        {
            await next(http);
        }
        catch
        {
            http.Response.Body = wire;
            await store.FreeAsync(owner, key, claimedAt);
            throw;
        }

        http.Response.Body = wire;
        var status = http.Response.StatusCode;
        if (IsFinal(status))
        {
            var secret = status < 300 && http.GetEndpoint()?.Metadata.GetMetadata<NoReplay>() is not null;
            var location = http.Response.Headers.Location.ToString();
            await store.KeepAsync(
                owner, key, claimedAt, new StoredAnswer(status, location.Length > 0 ? location : null, secret ? null : buffer.ToArray()));
        }
        else
        {
            await store.FreeAsync(owner, key, claimedAt);
        }

        buffer.Position = 0;
        await buffer.CopyToAsync(wire);
    }

    private static bool IsFinal(int status) => status is >= 200 and < 500
        and not (StatusCodes.Status408RequestTimeout or StatusCodes.Status429TooManyRequests or StatusCodes.Status499ClientClosedRequest);

    private static Task ReplayAsync(HttpContext http, StoredAnswer answer)
    {
        if (answer.Body is null)
        {
            return Problem.WriteAsync(
                http,
                StatusCodes.Status409Conflict,
                "idempotency_replay_unavailable",
                "This was done already, and its answer held a secret that is shown once and not kept.");
        }

        http.Response.StatusCode = answer.Status;
        http.Response.Headers[ReplayedHeader] = "true";
        if (answer.Location is not null)
        {
            http.Response.Headers.Location = answer.Location;
        }

        if (answer.Body.Length == 0)
        {
            return Task.CompletedTask;
        }

        http.Response.ContentType = answer.Status < 400 ? "application/json; charset=utf-8" : "application/problem+json";
        http.Response.ContentLength = answer.Body.Length;
        return http.Response.Body.WriteAsync(answer.Body, http.RequestAborted).AsTask();
    }

    private static Task InProgressAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return Problem.WriteAsync(
            http,
            StatusCodes.Status409Conflict,
            "idempotency_in_progress",
            "The first request with this key is still being answered.",
            retryable: true);
    }

    /// <summary>What makes a request the same: its address, its caller and every byte of its body.</summary>
    private static async Task<byte[]> HashAsync(HttpRequest request, string route, Caller caller, CancellationToken ct)
    {
        request.EnableBuffering(MemoryBytes);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{route}\n{caller.ApiKeyId}\n{caller.MemberId ?? caller.UserId}\n"));
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, ct)) > 0)
        {
            hash.AppendData(chunk, 0, read);
        }

        request.Body.Position = 0;
        return hash.GetHashAndReset();
    }
}

/// <summary>Marks a route whose answer holds a secret that is shown once: it is never kept, so a repetition cannot be answered.</summary>
internal sealed record NoReplay;

internal static class IdempotencyConventions
{
    public static TBuilder WithoutReplay<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new NoReplay());
}
