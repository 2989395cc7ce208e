namespace Agentes.Bench.FakeUpstream;

/// <summary>How the server behaves.</summary>
/// <param name="FirstToken">Pause before the first content chunk.</param>
/// <param name="Delay">Pause over all content chunks together; a non-streaming answer waits for both pauses.</param>
/// <param name="FailRate">Share of chat requests, 0 to 1, that are answered 500.</param>
internal sealed record Behaviour(TimeSpan FirstToken, TimeSpan Delay, double FailRate)
{
    public bool Immediate => FirstToken == TimeSpan.Zero && Delay == TimeSpan.Zero;
}

/// <summary>An OpenAI-compatible server without a model: no routing, no serializer, only prepared bytes.</summary>
internal sealed class ChatServer(Answers answers, Behaviour behaviour, TimeProvider clock)
{
    private long _requests;
    private long _streaming;
    private long _failed;
    private long _aborted;

    public (long Requests, long Streaming, long Failed, long Aborted) Stats =>
        (Interlocked.Read(ref _requests), Interlocked.Read(ref _streaming), Interlocked.Read(ref _failed), Interlocked.Read(ref _aborted));

    public Task HandleAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/v1/chat/completions" or "/chat/completions" => ChatAsync(context),
        "/v1/models" or "/models" => SendJsonAsync(context, answers.Models),
        "/stats" => SendStatsAsync(context),
        "/health" => SendJsonAsync(context, "{}"u8.ToArray()),
        _ => NotFoundAsync(context),
    };

    private async Task ChatAsync(HttpContext context)
    {
        Interlocked.Increment(ref _requests);
        try
        {
            var request = await ChatRequest.ReadAsync(context.Request.BodyReader, context.RequestAborted);
            if (behaviour.FailRate > 0 && Random.Shared.NextDouble() < behaviour.FailRate)
            {
                Interlocked.Increment(ref _failed);
                context.Response.StatusCode = StatusCodes.Status500InternalServerError;
                await SendJsonAsync(context, answers.Failure);
            }
            else if (request.Stream)
            {
                Interlocked.Increment(ref _streaming);
                await StreamAsync(context, request.IncludeUsage);
            }
            else
            {
                await PauseAsync(behaviour.FirstToken + behaviour.Delay, context.RequestAborted);
                await SendJsonAsync(context, answers.Completion);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or IOException)
        {
            // The caller hung up, for instance because a newer message made the reply void.
            Interlocked.Increment(ref _aborted);
        }
    }

    private async Task StreamAsync(HttpContext context, bool usage)
    {
        var (response, ct) = (context.Response, context.RequestAborted);
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        if (behaviour.Immediate)
        {
            await response.BodyWriter.WriteAsync(usage ? answers.WholeStreamWithUsage : answers.WholeStream, ct);
            return;
        }

        var content = usage ? answers.ContentWithUsage : answers.Content;
        await response.BodyWriter.WriteAsync(usage ? answers.HeadWithUsage : answers.Head, ct);
        await PauseAsync(behaviour.FirstToken, ct);
        foreach (var chunk in content)
        {
            await response.BodyWriter.WriteAsync(chunk, ct);
            await PauseAsync(behaviour.Delay / content.Length, ct);
        }

        await response.BodyWriter.WriteAsync(usage ? answers.TailWithUsage : answers.Tail, ct);
    }

    private Task PauseAsync(TimeSpan pause, CancellationToken ct) =>
        pause > TimeSpan.Zero ? Task.Delay(pause, clock, ct) : Task.CompletedTask;

    private Task SendStatsAsync(HttpContext context)
    {
        var (requests, streaming, failed, aborted) = Stats;
        return context.Response.WriteAsJsonAsync(new { requests, streaming, failed, aborted });
    }

    private static async Task SendJsonAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.BodyWriter.WriteAsync(body, context.RequestAborted);
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
