using System.Runtime.ExceptionServices;

namespace Agentes.ModelGateway.Caching;

/// <summary>
/// One call upstream that several equal calls wait for. It is nobody's own: whoever leaves, the first one included, leaves the others with
/// it, and only when the last one has left it ends.
/// </summary>
internal sealed class Flight
{
    private readonly Lock _gate = new();
    private readonly List<ModelDelta> _deltas = [];
    private readonly TaskCompletionSource<GatewayReply> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationToken _stopping;
    private readonly Action _stop;
    private TaskCompletionSource _news = NewSignal();
    private Exception? _failure;
    private int _riders = 1;
    private bool _ended;

    public Flight()
    {
        var stop = new CancellationTokenSource();
        (_stopping, _stop) = (stop.Token, stop.Cancel);
    }

    /// <summary>The reply upstream, when its first piece is there; fails when nothing could answer.</summary>
    public Task<GatewayReply> Opened => _opened.Task;

    /// <summary>What the call upstream did and cost; set at its clean end.</summary>
    public GatewayReceipt? Receipt { get; private set; }

    /// <summary>Everything said, when it has ended.</summary>
    public IReadOnlyList<ModelDelta> Deltas => _deltas;

    /// <summary>Runs to the end, whoever waits.</summary>
    /// <param name="open">Asks upstream.</param>
    /// <param name="landing">After the clean end and before the last rider hears of it.</param>
    /// <param name="gone">Nobody must board any more.</param>
    public async Task RunAsync(
        Func<CancellationToken, ValueTask<GatewayReply>> open, Func<Flight, GatewayReply, ValueTask> landing, Action<Flight> gone)
    {
        try
        {
            await using var reply = await open(_stopping);
            _opened.TrySetResult(reply);
            while (await reply.ReadAsync())
            {
                Tell(() => _deltas.Add(reply.Current));
            }

            Receipt = reply.Receipt;
            await landing(this, reply);
            gone(this);
            Tell(() => _ended = true);
        }
        catch (Exception exception)
        {
            gone(this);
            Tell(() => (_failure, _ended) = (exception, true));
            _opened.TrySetException(exception);

            // Riders that left before it opened do not look at it any more.
            _ = _opened.Task.Exception;
        }
    }

    /// <summary>False when it is over without a reply, or was given up.</summary>
    public bool TryBoard()
    {
        lock (_gate)
        {
            if (_riders == 0 || _failure is not null)
            {
                return false;
            }

            _riders++;
            return true;
        }
    }

    public void Leave()
    {
        lock (_gate)
        {
            if (--_riders > 0 || _ended)
            {
                return;
            }
        }

        _stop();
    }

    /// <summary>The piece at this position; null at the clean end.</summary>
    /// <exception cref="ModelGatewayException">The reply broke off.</exception>
    public async ValueTask<ModelDelta?> ReadAsync(int position, CancellationToken ct)
    {
        while (true)
        {
            Task news;
            lock (_gate)
            {
                if (position < _deltas.Count)
                {
                    return _deltas[position];
                }

                if (_ended)
                {
                    break;
                }

                news = _news.Task;
            }

            await news.WaitAsync(ct);
        }

        if (_failure is not null)
        {
            ExceptionDispatchInfo.Throw(_failure);
        }

        return null;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Tell(Action change)
    {
        TaskCompletionSource heard;
        lock (_gate)
        {
            change();
            heard = _news;
            _news = NewSignal();
        }

        heard.SetResult();
    }
}
