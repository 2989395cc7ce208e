using System.Text.Json;
using Agentes.Bench.Common;

namespace Agentes.Bench.Replay;

/// <summary>Follows one conversation's events and comes back after every break where the last event left off.</summary>
internal sealed class ConversationStream(PlatformApi api, Guid conversationId, AnswerBook answers) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _following = Task.CompletedTask;
    private long _connectedAt;

    /// <summary>Timestamp of the newest connection: a reply is awaited from here when the platform was away.</summary>
    public long ConnectedAt => Interlocked.Read(ref _connectedAt);

    public int Reconnects { get; private set; }

    /// <summary>Faults when the platform stays away for longer than the replay's patience.</summary>
    public Task Following => _following;

    /// <summary>Returns when the first connection stands, so that no event of the first message is missed.</summary>
    public async Task StartAsync(CancellationToken ct)
    {
        _following = FollowAsync(_stop.Token);
        await (await Task.WhenAny(_connected.Task, _following)).WaitAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task FollowAsync(CancellationToken ct)
    {
        string? lastEventId = null;
        for (var quick = 0; ; quick++)
        {
            using var response = await api.OpenEventsAsync(conversationId, lastEventId, ct);
            var opened = api.Clock.GetTimestamp();
            Interlocked.Exchange(ref _connectedAt, opened);
            if (!_connected.TrySetResult())
            {
                Reconnects++;
                answers.Fold((await api.NewestMessagesAsync(conversationId, ct)).Data);
            }

            lastEventId = await ReadAsync(response, ct) ?? lastEventId;
            quick = api.Clock.GetElapsedTime(opened) > TimeSpan.FromSeconds(5) ? 0 : quick;
            await Task.Delay(PatientHttp.PauseAfter(quick), api.Clock, ct);
        }
    }

    /// <summary>Reads until the connection ends; returns the last event id that it brought.</summary>
    private async Task<string?> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        using var reader = new SseReader(stream);
        try
        {
            while (await reader.ReadAsync(ct))
            {
                Take(reader.Event, reader.Data);
            }
        }
        catch (IOException)
        {
            // The platform was killed in the middle of an event: the next connection resumes after the last whole one.
        }

        return reader.LastEventId;
    }

    private void Take(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        if (name.SequenceEqual("reply.completed"u8))
        {
            var completed = JsonSerializer.Deserialize<Wire.ReplyCompleted>(data, Wire.Json)!;
            answers.Answered(completed.Message.Id, completed.Answers);
        }
        else if (name.SequenceEqual("conversation.updated"u8))
        {
            answers.OwnedBy(JsonSerializer.Deserialize<Wire.ConversationUpdated>(data, Wire.Json)!.Conversation.Owner);
        }
    }
}
