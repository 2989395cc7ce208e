using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Deployments;
using Agentes.ModelGateway.Providers;

namespace Agentes.ModelGateway;

/// <summary>The reply that a provider gives to this very call.</summary>
internal sealed class AttemptReply : GatewayReply
{
    private readonly Attempt _attempt;
    private readonly CallAccount _account;
    private readonly Action<ModelFailure, Attempt, CallAccount> _note;

    public AttemptReply(Attempt attempt, CallAccount account, Action<ModelFailure, Attempt, CallAccount> note) =>
        (_attempt, _account, _note) = (attempt, account, note);

    public override Guid CallId => _account.Id;

    public override RateLimitStatus? Limits => _account.Limits;

    public override ModelDeployment Deployment => _attempt.State.Deployment;

    public override string Group => _account.Group;

    public override int Attempts => _account.Attempts;

    public override int Fallbacks => _account.Fallbacks;

    public override int MaxFallbacks => _account.Call.Controls?.DisableFallbacks is true ? 0 : _account.Snapshot.Options.MaxFallbacks;

    public override TimeSpan Elapsed => _account.Elapsed;

    public override TimeSpan Overhead => _account.SinceStart(_attempt.Started);

    public override ModelDelta Current => _attempt.Current;

    public override async ValueTask<bool> ReadAsync()
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
            _account.Decision.Attempted(exception.Failure, _attempt.Elapsed);
            var failed = _account.Failed(_attempt.State.Deployment.Id, exception.Failure, textEmitted: true);
            _account.End(failed);
            throw failed;
        }

        Receipt = _account.Complete(_attempt);
        return false;
    }

    public override ValueTask DisposeAsync()
    {
        // Nothing is left to do after the end, which was settled there; before it, the caller went away.
        _account.End(exception: null);
        return _attempt.DisposeAsync();
    }
}
