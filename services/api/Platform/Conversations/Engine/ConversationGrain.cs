using Agentes.Platform.Conversations.Ledger;
using Agentes.Platform.Conversations.Live;
using Microsoft.Extensions.Logging;

namespace Agentes.Platform.Conversations.Engine;

/// <summary>
/// Answers one conversation, turn after turn. A call wakes it and returns; the turn itself runs beside the calls on the grain's own
/// scheduler, so a message that lands meanwhile can cancel and restart it.
/// </summary>
internal sealed partial class ConversationGrain(
    ConversationLedger ledger,
    ReplyWriter writer,
    OrganizationFeed feed,
    LocalListeners listeners,
    ConversationOptions options,
    TimeProvider clock,
    ILogger<ConversationGrain> log) : Grain, IConversationGrain, IDisposable
{
    private readonly CancellationTokenSource _deactivating = new();
    private Guid _organizationId;
    private ConversationMemory? _memory;
    private ReplyStream _stream = null!;
    private Task? _running;
    private CancellationTokenSource? _reply;
    private int _answering;
    private TaskCompletionSource _arrival = NewArrival();

    private Guid Id => this.GetPrimaryKey();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stream = new ReplyStream(Id, listeners, clock, log);
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        // What is pending stays pending: the next activation, here or elsewhere, finds it.
        await _deactivating.CancelAsync();
    }

    public void Dispose() => _deactivating.Dispose();

    public async Task WakeAsync(WakeUp wakeUp)
    {
        var arrived = wakeUp.Accepted?.ToStored();
        if (_memory is null || arrived is null || !_memory.TryAppend(arrived))
        {
            await LoadAsync(wakeUp.OrganizationId);
        }

        await AnnounceAsync();
        feed.Touch(wakeUp.OrganizationId, Id);
        Continue();
    }

    public async Task ChangedAsync(Guid organizationId)
    {
        await LoadAsync(organizationId);
        if (_memory is { BotOwned: false })
        {
            await CancelReplyAsync();
        }

        _stream.Position = _memory?.LastSequence ?? _stream.Position;
        await _stream.ChangedAsync();
        feed.Touch(organizationId, Id);
        Continue();
    }

    public async Task<bool> SubscribeAsync(Guid organizationId, IConversationObserver observer)
    {
        if (_memory is null)
        {
            await LoadAsync(organizationId);
            _stream.Position = _memory?.LastSequence ?? 0;
        }

        return organizationId == _organizationId && await _stream.SubscribeAsync(observer);
    }

    public Task UnsubscribeAsync(IConversationObserver observer)
    {
        _stream.Unsubscribe(observer);
        return Task.CompletedTask;
    }

    private async Task LoadAsync(Guid organizationId)
    {
        // Under the organization's row security: another organization's id finds nothing, and this grain stays empty.
        var stored = await ledger.LoadAsync(organizationId, Id, _deactivating.Token);
        _organizationId = stored is null ? _organizationId : organizationId;
        _memory = stored is null ? null : new ConversationMemory(stored);
    }

    /// <summary>Tells listeners of the contact's messages that they have not seen.</summary>
    private async Task AnnounceAsync()
    {
        foreach (var message in _memory?.Messages.Where(m => m.FromContact && m.Sequence > _stream.Position).ToList() ?? [])
        {
            await _stream.ReceivedAsync(message);
        }
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task CancelReplyAsync() => _reply?.CancelAsync() ?? Task.CompletedTask;

    /// <summary>Sees to it that what is pending gets answered: a reply that does not know the newest message is written again.</summary>
    private void Continue()
    {
        if (_memory?.PendingTurn() is not { } turn)
        {
            return;
        }

        _arrival.TrySetResult();
        _arrival = NewArrival();
        if (turn.Newest.Sequence > _answering)
        {
            _reply?.Cancel();
        }

        _running ??= RunAsync();
    }

    private async Task RunAsync()
    {
        // Everything after this line runs beside the call that started it.
        await Task.Yield();
        for (var pause = 0; await IsInterruptedAsync() && pause < options.RetryDelays.Count; pause++)
        {
            await Task.WhenAny(Task.Delay(options.RetryDelays[pause], clock, _deactivating.Token), _arrival.Task);
        }

        // A call that came between the last look and here saw a running loop and left it at that.
        _running = null;
        if (!_deactivating.IsCancellationRequested)
        {
            Continue();
        }
    }

    /// <summary>Answers turn after turn until nothing waits; true when it broke off before that.</summary>
    private async Task<bool> IsInterruptedAsync()
    {
        try
        {
            while (await NextTurnAsync() is { } turn)
            {
                await AnswerAsync(turn);
            }
        }
        catch (Exception broken)
        {
            _memory = null;
            if (!_deactivating.IsCancellationRequested)
            {
                // The database is away, most likely. The rows are still pending: here after a pause, else in the recovery loop.
                TurnBroken(broken, Id);
                return true;
            }
        }

        return false;
    }

    /// <summary>The next turn, once its quiet window and the pause before a retry are over; null when nothing waits.</summary>
    private async Task<Turn?> NextTurnAsync()
    {
        while (true)
        {
            if (_memory is null)
            {
                await LoadAsync(_organizationId);
            }

            if (_memory?.PendingTurn() is not { } turn)
            {
                return null;
            }

            var wait = await PauseBeforeAsync(turn);
            if (wait <= TimeSpan.Zero)
            {
                return turn;
            }

            DelayDeactivation(wait + options.Lease);
            await Task.WhenAny(Task.Delay(wait, clock, _deactivating.Token), _arrival.Task);
            _deactivating.Token.ThrowIfCancellationRequested();
        }
    }

    private async Task<TimeSpan> PauseBeforeAsync(Turn turn) => turn.PauseBefore(
        clock.GetUtcNow(),
        _memory!.ViaApi ? TimeSpan.Zero : await writer.QuietWindowAsync(_organizationId, _memory.AgentId, _deactivating.Token));

    private async Task AnswerAsync(Turn turn)
    {
        if (!_memory!.BotOwned)
        {
            await ledger.ReleaseAsync(_organizationId, Id, clock.GetUtcNow(), _deactivating.Token);
            _memory = null;
            return;
        }

        DelayDeactivation(TimeSpan.FromMinutes(10));
        using var reply = CancellationTokenSource.CreateLinkedTokenSource(_deactivating.Token);
        _reply = reply;
        _answering = turn.Newest.Sequence;
        try
        {
            var written = await writer.WriteAsync(_organizationId, Id, _memory, turn, _stream, reply.Token);
            _reply = null;
            await SendAsync(turn, written);
        }
        catch (OperationCanceledException) when (reply.IsCancellationRequested && !_deactivating.IsCancellationRequested)
        {
            await DiscardAsync(CommitOutcome.Superseded.Reason!);
        }
        catch (ReplyFailedException failure)
        {
            await FailAsync(turn, failure);
        }
        finally
        {
            _reply = null;
            DelayDeactivation(TimeSpan.Zero);
        }
    }

    private async Task SendAsync(Turn turn, Reply written)
    {
        var outcome = await ledger.CommitAsync(_organizationId, Id, turn, written, _deactivating.Token);
        if (outcome.Sequence is not { } sequence)
        {
            await DiscardAsync(outcome.Reason!);
            await LoadAsync(_organizationId);
            if (outcome == CommitOutcome.Superseded && _memory?.PendingTurn()?.Newest.Sequence == turn.Newest.Sequence)
            {
                // Nothing newer is there to answer, so trying at once would go round for ever.
                await FailAsync(turn, new ReplyFailedException("sequence_mismatch", retryable: true, "The newest message cannot be found."));
            }

            return;
        }

        PlatformTelemetry.Sent(written.Receipt.Tier, written.Receipt.Provider, written.At - turn.Newest.CreatedAt);
        await _stream.CompletedAsync(turn, written, sequence);
        feed.Touch(_organizationId, Id);
        var row = new StoredMessage(written.Id, sequence, "agent", written.Text, false, null, 0, null, null, written.At);
        if (_memory?.TryAnswer(turn, row) is not true)
        {
            _memory = null;
        }
    }

    private async Task FailAsync(Turn turn, ReplyFailedException failure)
    {
        await DiscardAsync("failed");
        var now = clock.GetUtcNow();
        if (failure.Retryable && turn.Attempts < options.RetryDelays.Count)
        {
            var due = now + options.RetryDelays[turn.Attempts];
            TurnFailed(failure, Id, turn.Attempts + 1, failure.Code);
            await ledger.RetryLaterAsync(_organizationId, turn, failure.Code, due, _deactivating.Token);
            _memory?.Retry(turn, due);
            return;
        }

        PlatformTelemetry.Buried(failure.Code);
        TurnBuried(failure, Id, turn.Attempts + 1, failure.Code);
        await ledger.BuryAsync(_organizationId, Id, turn, failure.Code, now, _deactivating.Token);
        await ChangedAsync(_organizationId);
    }

    private Task DiscardAsync(string reason)
    {
        PlatformTelemetry.NotSent(reason);
        return _stream.DiscardedAsync(reason);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {ConversationId}: attempt {Attempt} failed with {Code}; retrying")]
    private partial void TurnFailed(Exception failure, Guid conversationId, int attempt, string code);

    [LoggerMessage(Level = LogLevel.Error, Message = "Conversation {ConversationId}: given up after attempt {Attempt} with {Code}; a person has it now")]
    private partial void TurnBuried(Exception failure, Guid conversationId, int attempt, string code);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Conversation {ConversationId}: turn interrupted; its messages stay pending")]
    private partial void TurnBroken(Exception broken, Guid conversationId);
}
