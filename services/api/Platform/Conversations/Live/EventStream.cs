using System.Net.ServerSentEvents;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using System.Buffers;

namespace Agentes.Platform.Conversations.Live;

/// <summary>Server-sent events whose data is JSON already.</summary>
internal static class EventStream
{
    public static void Prepare(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache,no-store";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    /// <summary>Writes until the events end or the listener goes away, which is no error.</summary>
    public static async Task WriteAsync(HttpContext http, IAsyncEnumerable<SseItem<byte[]>> events, CancellationToken ct)
    {
        try
        {
            await http.Response.StartAsync(ct);
            await SseFormatter.WriteAsync(events, http.Response.Body, static (item, writer) => writer.Write(item.Data), ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
        }
    }
}
