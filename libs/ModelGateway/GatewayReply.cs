using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Deployments;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway;

/// <summary>A reply whose first piece is in hand: which model gives it is settled, and from here on a failure is an exception.</summary>
public sealed class GatewayReply : IAsyncDisposable
{
    private readonly Attempt _attempt;
    private readonly CallAccount _account;
    private readonly Action<ModelFailure, Attempt, CallAccount> _note;

    internal GatewayReply(Attempt attempt, CallAccount account, Action<ModelFailure, Attempt, CallAccount> note) =>
        (_attempt, _account, _note) = (attempt, account, note);

    /// <summary>The call's own id.</summary>
    public Guid CallId => _account.Id;

    /// <summary>What is left of the caller's limits; null without any.</summary>
    public RateLimitStatus? Limits => _account.Limits;

    /// <summary>The deployment that answers.</summary>
    public ModelDeployment Deployment => _attempt.State.Deployment;

    /// <summary>Group that answers: the one asked for, or the fallback that took over.</summary>
    public string Group => _account.Group;

    /// <summary>Calls made upstream, this one included.</summary>
    public int Attempts => _account.Attempts;

    /// <summary>Groups left behind before this one.</summary>
    public int Fallbacks => _account.Fallbacks;

    /// <summary>From the start of the call until now.</summary>
    public TimeSpan Elapsed => _account.Elapsed;

    /// <summary>Part of <see cref="Elapsed"/> before the attempt that answers: choosing, and attempts that failed.</summary>
    public TimeSpan Overhead => _account.SinceStart(_attempt.Started);

    /// <summary>The piece that <see cref="ReadAsync"/> moved to.</summary>
    public ModelDelta Current => _attempt.Current;

    /// <summary>What the call did and cost; set when <see cref="ReadAsync"/> returned false.</summary>
    public GatewayReceipt? Receipt { get; private set; }

    /// <summary>Moves to the next piece; false at the clean end.</summary>
    /// <exception cref="ModelGatewayException">The reply broke off.</exception>
    public async ValueTask<bool> ReadAsync()
    {
        try
        {
            if (await _attempt.ReadAsync())
            {
                return true;
            }
        }
        catch (ProviderException exception)
        {
            _note(exception.Failure, _attempt, _account);
            var failed = _account.Failed(_attempt.State.Deployment.Id, exception.Failure, textEmitted: true);
            _account.End(failed);
            throw failed;
        }

        Receipt = _account.Complete(_attempt);
        return false;
    }

    /// <summary>Ends the call upstream when it is not over.</summary>
    public ValueTask DisposeAsync()
    {
        // Nothing is left to do after the end, which was settled there; before it, the caller went away.
        _account.End(exception: null);
        return _attempt.DisposeAsync();
    }
}
