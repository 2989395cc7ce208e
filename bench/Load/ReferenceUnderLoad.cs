using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Agentes.Bench.Common;

namespace Agentes.Bench.Load;

/// <summary>
/// The specification's own stack. Its customers hear replies straight from Redis, on one connection for all: that costs the reference
/// less than streaming them through its web processes would, so the comparison leans towards the reference.
/// </summary>
internal sealed class ReferenceUnderLoad : ISystemUnderLoad
{
    private readonly HttpMessageInvoker _http = new(Connections.NewHandler());
    private readonly ConcurrentDictionary<Guid, ReferenceLine> _lines = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TcpClient _redis = new();
    private readonly ChildProcess _stack;
    private readonly Uri _address;
    private Task _listening = Task.CompletedTask;
    private int _customers;

    private ReferenceUnderLoad(ChildProcess stack, Uri address)
    {
        _stack = stack;
        _address = address;
    }

    public int ProcessId => _stack.Id;

    /// <exception cref="MissingPrerequisiteException">A Debian package is missing.</exception>
    public static async Task<ReferenceUnderLoad> StartAsync(string script, CancellationToken ct)
    {
        var stack = ChildProcess.Start("the reference", "bash", [script]);
        try
        {
            var ready = (await stack.ReadyAsync(TimeSpan.FromMinutes(2), ct)).Split(' ');
            var system = new ReferenceUnderLoad(stack, new Uri(ready[1]));
            await system._redis.ConnectAsync(IPEndPoint.Parse(ready[2]), ct);
            await system._redis.GetStream().WriteAsync("SUBSCRIBE replies\r\n"u8.ToArray(), ct);
            system._listening = system.ListenAsync(system._stop.Token);
            return system;
        }
        catch (Exception failure) when (failure is InvalidOperationException or TimeoutException)
        {
            var missing = stack.HasExited && stack.ExitCode == 3;
            var reason = $"the reference did not start: {stack.Tail()}";
            await stack.DisposeAsync();
            throw missing ? new MissingPrerequisiteException(reason) : new InvalidOperationException(reason);
        }
    }

    public Task<ICustomerLine> OpenAsync(CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        var line = new ReferenceLine(_http, new Uri(_address, $"/conversations/{id}/messages"), Interlocked.Increment(ref _customers));
        _lines[id] = line;
        return Task.FromResult<ICustomerLine>(line);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _redis.Dispose();
        _http.Dispose();
        await _stack.DisposeAsync();
        _stop.Dispose();
    }

    /// <summary>A published message ends in a line that is the conversation's id; nothing else in Redis' frames parses as one.</summary>
    private async Task ListenAsync(CancellationToken ct)
    {
        var (buffer, end) = (new byte[64 * 1024], 0);
        while (true)
        {
            var read = await _redis.GetStream().ReadAsync(buffer.AsMemory(end), ct);
            if (read == 0)
            {
                return;
            }

            end += read;
            var taken = TakeLines(buffer.AsSpan(0, end));
            buffer.AsSpan(taken, end - taken).CopyTo(buffer);
            end -= taken;
        }
    }

    private int TakeLines(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        for (var length = bytes.IndexOf("\r\n"u8); length >= 0; length = bytes[taken..].IndexOf("\r\n"u8))
        {
            var line = bytes.Slice(taken, length);
            if (length == 36 && Utf8Parser.TryParse(line, out Guid id, out _) && _lines.TryGetValue(id, out var customer))
            {
                customer.Answered();
            }

            taken += length + 2;
        }

        return taken;
    }

    private sealed class ReferenceLine(HttpMessageInvoker http, Uri messages, int number) : ICustomerLine
    {
        private static readonly MediaTypeHeaderValue Json = new("application/json");
        private readonly SemaphoreSlim _replies = new(0);
        private int _said = number;

        public void Answered() => _replies.Release();

        public async Task SendAsync(CancellationToken ct)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, messages);
            request.Content = new ByteArrayContent([.. "{\"text\":"u8, .. Sentences.At(Interlocked.Increment(ref _said)), (byte)'}']);
            request.Content.Headers.ContentType = Json;
            try
            {
                using var response = await http.SendAsync(request, ct);
                if (response.StatusCode != HttpStatusCode.Accepted)
                {
                    throw new LineBrokenException($"status {(int)response.StatusCode}");
                }
            }
            catch (HttpRequestException broken)
            {
                throw new LineBrokenException(broken.Message);
            }
        }

        public async ValueTask<int> NextReplyAsync(CancellationToken ct)
        {
            await _replies.WaitAsync(ct);
            return 1;
        }

        // Nothing to release: a late reply may still be announced to a line that its customer has left.
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
