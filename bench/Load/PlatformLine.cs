using System.Buffers.Text;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Agentes.Bench.Common;

namespace Agentes.Bench.Load;

/// <summary>One conversation with the platform, in bytes: nothing is parsed that the measurement does not need.</summary>
internal sealed class PlatformLine(HttpMessageInvoker http, Uri conversation, string apiKey, int number) : ICustomerLine
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private readonly AuthenticationHeaderValue _bearer = new("Bearer", apiKey);
    private readonly Uri _messages = new(conversation, "messages");
    private HttpResponseMessage? _response;
    private SseReader? _events;
    private int _said = number;
    private Guid _lastReply;

    public async Task ListenAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(conversation, "events"));
        request.Headers.Authorization = _bearer;
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        _response = await SendAsync(request, HttpStatusCode.OK, ct);
        _events = new SseReader(await _response.Content.ReadAsStreamAsync(ct));
    }

    public async Task SendAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, _messages);
        request.Headers.Authorization = _bearer;
        request.Content = new ByteArrayContent(NextMessage());
        request.Content.Headers.ContentType = Json;
        using var response = await SendAsync(request, HttpStatusCode.Accepted, ct);
    }

    public async ValueTask<int> NextReplyAsync(CancellationToken ct)
    {
        try
        {
            while (await _events!.ReadAsync(ct))
            {
                if (_events.Event.SequenceEqual("reply.completed"u8) && IsNew(_events.Data))
                {
                    return CountAnswers(_events.Data);
                }

                if (_events.Event.SequenceEqual("reply.discarded"u8) && _events.Data.IndexOf("\"failed\""u8) >= 0)
                {
                    throw new LineBrokenException("the platform gave a reply up");
                }
            }
        }
        catch (IOException broken)
        {
            throw new LineBrokenException($"events: {broken.Message}");
        }

        throw new LineBrokenException("events: the platform closed the stream");
    }

    public ValueTask DisposeAsync()
    {
        _response?.Dispose();
        _events?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpStatusCode expected, CancellationToken ct)
    {
        try
        {
            var response = await http.SendAsync(request, ct);
            if (response.StatusCode == expected)
            {
                return response;
            }

            response.Dispose();
            throw new LineBrokenException($"{request.Method}: status {(int)response.StatusCode}");
        }
        catch (HttpRequestException broken)
        {
            throw new LineBrokenException($"{request.Method}: {broken.Message}");
        }
    }

    private byte[] NextMessage()
    {
        var sentence = Sentences.At(Interlocked.Increment(ref _said));
        var head = "{\"text\":"u8;
        var middle = ",\"client_message_id\":\""u8;
        var tail = "\"}"u8;
        var body = new byte[head.Length + sentence.Length + middle.Length + 36 + tail.Length];
        var rest = body.AsSpan();
        Append(ref rest, head);
        Append(ref rest, sentence);
        Append(ref rest, middle);
        Guid.CreateVersion7().TryFormat(rest, out var written);
        rest = rest[written..];
        Append(ref rest, tail);
        return body;
    }

    private static void Append(ref Span<byte> rest, ReadOnlySpan<byte> part)
    {
        part.CopyTo(rest);
        rest = rest[part.Length..];
    }

    // The platform may tell of a reply twice. The message comes first in the event and its id first in the message.
    private bool IsNew(ReadOnlySpan<byte> data)
    {
        var name = "\"id\":\""u8;
        var start = data.IndexOf(name);
        if (start < 0 || !Utf8Parser.TryParse(data[(start + name.Length)..], out Guid reply, out _))
        {
            throw new LineBrokenException("reply.completed without the id of its message");
        }

        var isNew = reply != _lastReply;
        _lastReply = reply;
        return isNew;
    }

    // "answers":["id","id"] : as many messages as separators, plus one.
    private static int CountAnswers(ReadOnlySpan<byte> data)
    {
        var name = "\"answers\":["u8;
        var start = data.LastIndexOf(name);
        if (start < 0)
        {
            var head = Encoding.UTF8.GetString(data[..Math.Min(200, data.Length)]);
            throw new LineBrokenException($"reply.completed names no answers: {head}");
        }

        var list = data[(start + name.Length)..];
        list = list[..Math.Max(0, list.IndexOf((byte)']'))];
        return list.IndexOf((byte)'"') < 0 ? 0 : list.Count((byte)',') + 1;
    }
}
