using System.Diagnostics;
using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Telemetry;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Deployments;

/// <summary>
/// One call to one deployment. <see cref="OpenAsync"/> runs until there is something to show, so that every failure before that stays
/// invisible; from then on a failure is final.
/// </summary>
internal sealed class Attempt : IAsyncDisposable
{
    private readonly PhaseClock _clock;
    private readonly IAsyncEnumerator<ModelDelta> _upstream;
    private readonly CancellationToken _caller;
    private readonly Queue<ModelDelta> _held = new();
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly bool _buffered;
    private readonly Picked _picked;
    private bool _released;
    private bool _generating;
    private bool _ended;

    public Attempt(
        IModelProvider provider, Picked picked, ModelCall call, AttemptLimits limits, TimeProvider time, CancellationToken ct)
    {
        var state = picked.State;
        _picked = picked;
        Call = call;
        Activity = ModelGatewayTelemetry.Start(state.Deployment, call, limits.Buffered);
        _time = time;
        _started = time.GetTimestamp();
        _caller = ct;
        _buffered = limits.Buffered;
        var timeouts = limits.Timeouts;
        _clock = new PhaseClock(timeouts.FirstToken, timeouts.Idle, limits.DeadlineOf(time), time, ct);
        _upstream = provider.StreamAsync(state.Deployment, call, _clock.Token).GetAsyncEnumerator(_clock.Token);
    }

    public DeploymentState State => _picked.State;

    /// <summary>What it asks.</summary>
    public ModelCall Call { get; }

    /// <summary>Others of its group could be called instead.</summary>
    public bool HasSiblings { get; init; }

    /// <summary>Span of this attempt; null when nobody listens.</summary>
    public Activity? Activity { get; }

    /// <summary>Timestamp of its start.</summary>
    public long Started => _started;

    public TimeSpan Elapsed => _time.GetElapsedTime(_started);

    /// <summary>From the start of the attempt to its first piece of reply.</summary>
    public TimeSpan FirstPiece { get; private set; }

    public ModelDelta Current { get; private set; }

    public string? Model { get; private set; }

    public TokenUsage? Usage { get; private set; }

    public IReadOnlyList<string> QuotedSourceIds { get; private set; } = [];

    /// <summary>Characters of reply text so far, for an estimate when the provider gives no usage.</summary>
    public long TextLength { get; private set; }

    public ChatFinishReason? FinishReason { get; private set; }

    /// <summary>Runs until the first piece that can be shown (or, buffered, to the end); null on success.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled; the attempt is then already disposed of.</exception>
    public async ValueTask<ModelFailure?> OpenAsync()
    {
        try
        {
            return await AdvanceToFirstPieceAsync();
        }
        catch (OperationCanceledException)
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Moves <see cref="Current"/> on; false at the clean end.</summary>
    /// <exception cref="ProviderException">The reply broke off.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async ValueTask<bool> ReadAsync()
    {
        if (_held.TryDequeue(out var held))
        {
            Current = held;
            return true;
        }

        var (failure, delta) = await AdvanceAsync();
        if (failure is not null)
        {
            throw new ProviderException(failure);
        }

        Current = delta.GetValueOrDefault();
        return delta is not null;
    }

    // Not async itself: the span must end in the caller's context, or the next attempt would become its child.
    public ValueTask DisposeAsync()
    {
        if (_released)
        {
            return ValueTask.CompletedTask;
        }

        _released = true;
        State.Load.End();
        State.Health.EndProbe(_picked.Probe);
        Activity?.Dispose();
        return ReleaseAsync();
    }

    /// <summary>Tells the deployment's load what a reply took, when it is whole.</summary>
    public void Measure(TokenUsage usage) =>
        // Whoever reads a stream decides how long it takes.
        State.Load.Completed(
            _buffered ? Elapsed : null, usage.OutputTokens, usage.InputTokens + usage.OutputTokens - _picked.ExpectedTokens);

    private async ValueTask ReleaseAsync()
    {
        await _upstream.DisposeAsync();
        _clock.Dispose();
    }

    private async ValueTask<ModelFailure?> AdvanceToFirstPieceAsync()
    {
        var shown = false;
        while (!shown || _buffered)
        {
            var (failure, delta) = await AdvanceAsync();
            if (failure is not null)
            {
                return failure;
            }

            if (delta is not { } piece)
            {
                break;
            }

            if (!shown)
            {
                FirstPiece = Elapsed;
            }

            shown |= piece.Text is not null || piece.ToolCall is not null || piece.Embeddings is not null || (piece.Progress && !piece.Original.IsEmpty);
            _held.Enqueue(piece);
        }

        if (!shown)
        {
            return Empty();
        }

        if (!_buffered)
        {
            State.Load.Began(FirstPiece);
        }

        return null;
    }

    // The next piece worth showing; neither a failure nor a piece is the clean end.
    private async ValueTask<(ModelFailure? Failure, ModelDelta? Delta)> AdvanceAsync()
    {
        if (_ended)
        {
            return default;
        }

        _clock.Wait();
        try
        {
            while (await _upstream.MoveNextAsync())
            {
                if (Take(_upstream.Current))
                {
                    return (null, _upstream.Current);
                }
            }

            _ended = true;
            return FinishReason is null ? (new ModelFailure(FailureClass.Truncated, "the reply has no finish reason"), null) : default;
        }
        catch (Exception exception)
        {
            _ended = true;
            return AfterException(exception);
        }
        finally
        {
            _clock.Pause();
        }
    }

    private bool Take(in ModelDelta delta)
    {
        if (_generating)
        {
            _clock.Touch();
        }
        else
        {
            _generating = true;
            _clock.Generating();
        }

        Model = delta.Model ?? Model;
        Usage = delta.Usage ?? Usage;
        QuotedSourceIds = delta.QuotedSourceIds ?? QuotedSourceIds;
        FinishReason = delta.FinishReason ?? FinishReason;
        TextLength += delta.Text?.Length ?? 0;
        return delta.Text is not null || delta.Reasoning is not null || delta.ToolCall is not null || delta.FinishReason is not null
            || !delta.Original.IsEmpty;
    }

    private (ModelFailure? Failure, ModelDelta? Delta) AfterException(Exception exception)
    {
        _caller.ThrowIfCancellationRequested();

        // The reply is whole; only the usage behind it is missing, and that can be estimated.
        return FinishReason is null ? (Failures.Classify(exception, _clock.Expired, _generating), null) : default;
    }

    private ModelFailure Empty() => FinishReason == ChatFinishReason.ContentFilter
        ? new ModelFailure(FailureClass.ContentPolicy, "the provider withheld the reply")
        : new ModelFailure(FailureClass.Malformed, "the provider finished without saying anything");
}
