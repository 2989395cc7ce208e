using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Agentes.Bench.Micro;

/// <summary>An upstream in memory: the same events for every request, so that only the gateway's own work is measured.</summary>
internal sealed class CannedReply : HttpMessageHandler
{
    private static readonly MediaTypeHeaderValue EventStream = new("text/event-stream");
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly byte[] _events;
    private readonly byte[] _whole;

    public CannedReply(int chunks)
    {
        var text = new StringBuilder(Event("""{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}""", "null"));
        for (var i = 0; i < chunks; i++)
        {
            text.Append(Event("""{"index":0,"delta":{"content":"entrega "},"finish_reason":null}""", "null"));
        }

        text.Append(Event("""{"index":0,"delta":{},"finish_reason":"stop"}""", "null"));
        text.Append(Event("", $$"""{"prompt_tokens":180,"completion_tokens":{{chunks}},"total_tokens":{{180 + chunks}}}"""));
        _events = Encoding.UTF8.GetBytes(text.Append("data: [DONE]\n\n").ToString());
        var said = string.Concat(Enumerable.Repeat("entrega ", chunks));
        _whole = Encoding.UTF8.GetBytes(
            $$"""
            {"id":"c-1","object":"chat.completion","created":1,"model":"canned","choices":[{"index":0,"message":{"role":"assistant","content":"{{said}}"},
            "finish_reason":"stop"}],"usage":{"prompt_tokens":180,"completion_tokens":{{chunks}},"total_tokens":{{180 + chunks}} } }
            """);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // As a real client would write the request.
        request.Content!.CopyTo(Stream.Null, context: null, cancellationToken);
        var streams = request.Headers.Accept.Count > 0;
        var content = new ByteArrayContent(streams ? _events : _whole);
        content.Headers.ContentType = streams ? EventStream : Json;
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content, RequestMessage = request });
    }

    private static string Event(string choices, string usage) =>
        $$"""
        data: {"id":"c-1","object":"chat.completion.chunk","created":1,"model":"canned","choices":[{{choices}}],"usage":{{usage}}}


        """;
}
