using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Agentes.ModelGateway.Tests.FaultMatrix;

/// <summary>What a server does with a request: answers with a status and a body, part by part, or is not there at all.</summary>
internal sealed record Script
{
    public int Status { get; init; } = 200;

    public string MediaType { get; init; } = "text/event-stream";

    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<Part> Parts { get; init; } = [];

    /// <summary>Thrown instead of an answer.</summary>
    public Exception? Unreachable { get; init; }

    public static Script Stream(params IEnumerable<Part> parts) => new() { Parts = [.. parts] };

    public static Script Whole(string body) => Stream(new Part(Encoding.UTF8.GetBytes(body)));

    public static Script Refuse(int status, string body, params (string Name, string Value)[] headers) => new()
    {
        Status = status,
        MediaType = "application/json",
        Parts = [new Part(Encoding.UTF8.GetBytes(body))],
        Headers = headers.ToDictionary(header => header.Name, header => header.Value, StringComparer.Ordinal),
    };
}

/// <summary>A piece of a body.</summary>
/// <param name="Bytes">Sent at once.</param>
/// <param name="Before">Silence before it; infinite never ends by itself.</param>
/// <param name="Reset">The connection breaks instead.</param>
internal sealed record Part(byte[] Bytes, TimeSpan Before = default, bool Reset = false)
{
    public static Part Of(string text) => new(Encoding.UTF8.GetBytes(text));

    public static Part Silence { get; } = new([], Timeout.InfiniteTimeSpan);

    public static Part Break { get; } = new([], Reset: true);
}

/// <summary>Servers by host name, in memory, in virtual time.</summary>
internal sealed class ScriptedServers(TimeProvider time) : HttpMessageHandler
{
    private readonly Dictionary<string, Script> _scripts = new(StringComparer.Ordinal);

    /// <summary>Hosts in the order in which they were called.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Completes when the gateway lets go of a body that is not over.</summary>
    public TaskCompletionSource Abandoned { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Set(string host, Script script) => _scripts[host] = script;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var host = request.RequestUri!.Host;
        Calls.Add(host);
        var script = _scripts[host];
        if (script.Unreachable is { } unreachable)
        {
            return Task.FromException<HttpResponseMessage>(unreachable);
        }

        var content = new StreamContent(new ScriptedBody(script.Parts, time, Abandoned));
        content.Headers.ContentType = new MediaTypeHeaderValue(script.MediaType);
        var response = new HttpResponseMessage((HttpStatusCode)script.Status) { Content = content };
        foreach (var (name, value) in script.Headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return Task.FromResult(response);
    }
}

/// <summary>A body as it comes off the wire.</summary>
internal sealed class ScriptedBody(IReadOnlyList<Part> parts, TimeProvider time, TaskCompletionSource abandoned) : Stream
{
    private int _part;
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_part < parts.Count)
        {
            var part = parts[_part];
            if (_position == 0 && part.Before != TimeSpan.Zero)
            {
                await Task.Delay(part.Before, time, cancellationToken);
            }

            if (part.Reset)
            {
                throw new IOException("Connection reset by peer.");
            }

            var count = Math.Min(buffer.Length, part.Bytes.Length - _position);
            part.Bytes.AsSpan(_position, count).CopyTo(buffer.Span);
            _position += count;
            if (_position == part.Bytes.Length)
            {
                (_part, _position) = (_part + 1, 0);
            }

            if (count > 0)
            {
                return count;
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (_part < parts.Count)
        {
            abandoned.TrySetResult();
        }

        base.Dispose(disposing);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("The gateway never blocks.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
