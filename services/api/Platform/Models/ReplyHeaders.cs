using System.Buffers;
using System.Globalization;
using Agentes.ModelGateway;
using Agentes.ModelGateway.Admission;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Models;

/// <summary>Headers and errors that every answer of the gateway's face has.</summary>
internal static class ReplyHeaders
{
    /// <summary>An error; nothing must have been sent yet.</summary>
    public static async Task FailAsync(HttpContext http, int status, TimeSpan? retryAfter, Action<IBufferWriter<byte>> write)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "application/json";
        if (retryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (status >= 500)
        {
            // We retried already: a client that does it again multiplies the attempts.
            response.Headers["x-should-retry"] = "false";
        }

        write(response.BodyWriter);
        await response.BodyWriter.FlushAsync(http.RequestAborted);
    }

    /// <summary>Which model answers after how many tries, in the names that LiteLLM's clients and dashboards know.</summary>
    public static void Describe(HttpContext http, GatewayReply reply, string callId)
    {
        var headers = http.Response.Headers;
        headers["request-id"] = callId;
        headers["x-litellm-call-id"] = callId;
        headers["x-litellm-model-id"] = reply.Deployment.Id;
        headers["x-litellm-model-group"] = Visible(reply.Group);
        headers["x-litellm-attempted-retries"] = Number(Math.Max(0, reply.Attempts - 1));
        headers["x-litellm-attempted-fallbacks"] = Number(reply.Fallbacks);
        headers["x-litellm-max-fallbacks"] = Number(reply.MaxFallbacks);
        headers["x-litellm-response-duration-ms"] = Milliseconds(reply.Elapsed);
        headers["x-litellm-overhead-duration-ms"] = Milliseconds(reply.Overhead);
        Describe(headers, reply.Limits);
        if (reply.Cache is { } cache)
        {
            headers["x-litellm-cache-key"] = cache.Key;
            if (cache.Similarity is { } similarity)
            {
                headers["x-litellm-semantic-similarity"] = similarity.ToString("0.####", CultureInfo.InvariantCulture);
            }
        }

        if (reply.Receipt?.CostUsd is { } cost)
        {
            headers["x-litellm-response-cost"] = cost.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary>As the other overload, for a call that nothing answered.</summary>
    public static void Describe(HttpContext http, ModelGatewayException failed, string callId)
    {
        http.Response.Headers["request-id"] = callId;
        http.Response.Headers["x-litellm-call-id"] = callId;
        http.Response.Headers["x-litellm-model-group"] = Visible(failed.Group);
        http.Response.Headers["x-litellm-attempted-retries"] = Number(Math.Max(0, failed.Attempts - 1));
        Describe(http.Response.Headers, failed.Limits);
    }

    /// <summary>What the caller's key has spent in all, in USD; in a stream without the call itself, whose cost is not known yet.</summary>
    public static void DescribeSpend(HttpContext http, decimal usd) =>
        http.Response.Headers["x-litellm-key-spend"] = usd.ToString("0.##############", CultureInfo.InvariantCulture);

    /// <summary>What is left of the caller's limits on requests and tokens.</summary>
    private static void Describe(IHeaderDictionary headers, RateLimitStatus? limits)
    {
        Describe(headers, "requests", limits?.Requests);
        Describe(headers, "tokens", limits?.Tokens);
    }

    private static void Describe(IHeaderDictionary headers, string what, Allowance? allowance)
    {
        if (allowance is not null)
        {
            headers["x-ratelimit-limit-" + what] = Number(allowance.Limit);
            headers["x-ratelimit-remaining-" + what] = Number(allowance.Remaining);
            headers["x-ratelimit-reset-" + what] = Number((long)Math.Ceiling(allowance.Reset.TotalSeconds)) + "s";
        }
    }

    /// <summary>For server-sent events that nothing on the way may hold back.</summary>
    public static void PrepareStream(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream; charset=utf-8";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
    }

    // A name that a wildcard serves, or that nobody knows, is the caller's own text; a header takes visible ASCII alone.
    private static string Visible(string name) =>
        name.AsSpan().ContainsAnyExceptInRange('!', '~') ? string.Concat(name.Select(letter => letter is >= '!' and <= '~' ? letter : '?')) : name;

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);
}
