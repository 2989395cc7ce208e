using System.Runtime.CompilerServices;
using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Admission;
using Agentes.ModelGateway.Caching;
using Agentes.ModelGateway.Deployments;
using Agentes.ModelGateway.Deployments.Choosing;
using Agentes.ModelGateway.Faces;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Agentes.ModelGateway;

/// <summary>
/// Answers a chat from a named group of models: picks a deployment, attempts, retries or falls back until the first piece of the reply is
/// there, streams it, and accounts for it. After that first piece a failure is an exception, never a second voice.
/// </summary>
public sealed class ModelGatewayClient
{
    private readonly HealthRecords _health;
    private readonly Failover _failover;
    private readonly Random _random;
    private readonly TimeProvider _time;
    private readonly ICallAdmission? _admission;
    private readonly ReplyCache _cache;
    private volatile GatewaySnapshot _snapshot;

    internal ModelGatewayClient(
        ModelGatewayOptions options,
        ProviderSet providers,
        TimeProvider time,
        Random random,
        ILogger<ModelGatewayClient> logger,
        ICallAdmission? admission = null,
        IReplyStore? store = null)
    {
        _admission = admission;
        _time = time;
        _random = random;
        _health = new HealthRecords(time);
        _failover = new Failover(providers, time, logger);
        _cache = new ReplyCache(store, time, logger);
        _snapshot = new GatewaySnapshot(options, _health, random, time);
    }

    /// <summary>Every configured group with its availability and the reason.</summary>
    public IReadOnlyList<ModelGroupStatus> Groups => _snapshot.Groups.Describe();

    /// <summary>How one of a group's deployments is chosen, in the words of the configuration.</summary>
    public string Strategy => Strategies.NameOf(_snapshot.Options.Routing.Strategy);

    /// <summary>Every deployment of the configuration, for who watches them.</summary>
    internal IEnumerable<(string Group, DeploymentState State)> Deployments => _snapshot.Groups.All();

    /// <summary>What is behind one name: a group, an alias, a deployment's id or what fits a wildcard; null when nothing is.</summary>
    public ModelGroupStatus? Describe(string name) => _snapshot.Groups.Describe(name);

    /// <summary>Why the configuration as it is now in its files is not in effect; null when it is.</summary>
    public string? ConfigurationProblem { get; internal set; }

    /// <summary>What these tokens would cost at the list price of the group's first deployment, in USD.</summary>
    /// <param name="group">Name of a configured group; it need not be available.</param>
    /// <param name="inputTokens">Prompt tokens, cached ones included.</param>
    /// <param name="outputTokens">Reply tokens.</param>
    /// <param name="cachedTokens">Part of the input read from a prompt cache.</param>
    /// <returns>Null when the group or its price is unknown.</returns>
    public decimal? Quote(string group, long inputTokens, long outputTokens, long cachedTokens = 0) =>
        _snapshot.Groups.Find(group)?.States[0].Deployment.Price?.CostOf(inputTokens, outputTokens, cachedTokens);

    /// <summary>The gateway as <see cref="IChatClient"/> and embedding generator, on somebody's behalf.</summary>
    public ScopedGateway For(CallScope scope) => new(this, scope);

    /// <summary>Streams a reply as values; the last piece carries the receipt and nothing else.</summary>
    /// <remarks><c>options.ModelId</c> names the group. Cancelling ends the call upstream too.</remarks>
    /// <exception cref="ModelGatewayException">Nothing could answer, or the reply broke off.</exception>
    public IAsyncEnumerable<ModelDelta> StreamAsync(
        IEnumerable<ChatMessage> messages, ChatOptions options, CallScope scope, CancellationToken ct = default) =>
        RunAsync(ModelCall.Of(messages, options), scope, ct);

    /// <summary>Answers a request of somebody's API; returns when the first piece of the reply is there.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="scope">Whose call it is.</param>
    /// <param name="ct">Ends the call, upstream too.</param>
    /// <exception cref="ModelGatewayException">Nothing could answer.</exception>
    public ValueTask<GatewayReply> OpenAsync(FaceRequest request, CallScope scope, CancellationToken ct) =>
        OpenAsync(request.Call, scope, ct);

    /// <summary>
    /// Runs until the first piece of the reply is there (or, buffered, all of it): what fails before that moves on to another model unseen.
    /// </summary>
    /// <exception cref="ModelGatewayException">Nothing could answer.</exception>
    internal ValueTask<GatewayReply> OpenAsync(ModelCall call, CallScope scope, CancellationToken ct)
    {
        call = call with { Scope = call.EndUser is null || scope.EndUser is not null ? scope : scope with { EndUser = call.EndUser } };
        var snapshot = _snapshot;
        return snapshot.Options.Caching is { } caching ? OpenCachedAsync(call, snapshot, caching, ct) : OpenNewAsync(call, snapshot, ct);
    }

    private async ValueTask<GatewayReply> OpenCachedAsync(ModelCall call, GatewaySnapshot snapshot, CachingOptions caching, CancellationToken ct)
    {
        var group = snapshot.Groups.Canonical(call.Group);
        if (snapshot.Groups.Find(call.Group) is not { } deployments || !IsAllowed(call, group))
        {
            return await OpenNewAsync(call, snapshot, ct);
        }

        void Note(CacheVisit visit, CallOutcome outcome) =>
            _admission?.Note(new CallDemand(visit.CallId, visit.Call, group, deployments.States, snapshot), outcome);
        ValueTask<GatewayReply> Open(ModelCall asked, CancellationToken stop) => OpenNewAsync(asked, snapshot, stop);
        return await _cache.OpenAsync(new CacheVisit(call, group, caching, _time, Note), Open, ct);
    }

    private async ValueTask<GatewayReply> OpenNewAsync(ModelCall call, GatewaySnapshot snapshot, CancellationToken ct)
    {
        var deadline = _time.TimestampAfter(snapshot.Options.Timeouts.Total);
        var account = new CallAccount(call, call.Buffered, deadline, _time) { Snapshot = snapshot };
        try
        {
            await AdmitAsync(account, snapshot, ct);
            return new AttemptReply(await _failover.OpenAsync(account, ct), account, _failover.Note);
        }
        catch (Exception exception)
        {
            account.End(exception);
            throw;
        }
    }

    internal async IAsyncEnumerable<ModelDelta> RunAsync(ModelCall call, CallScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var reply = await OpenAsync(call, scope, ct);
        while (await reply.ReadAsync())
        {
            yield return reply.Current;
        }

        yield return new ModelDelta { Receipt = reply.Receipt };
    }

    /// <summary>Calls that begin from now on use these options; those under way keep what they began with.</summary>
    internal void Adopt(ModelGatewayOptions options)
    {
        _health.Trim(options.Groups.SelectMany(group => group.Deployments));
        _snapshot = new GatewaySnapshot(options, _health, _random, _time);
        ConfigurationProblem = null;
    }

    // Before anything is asked of a provider: may this caller, and does his budget have room for it?
    private async ValueTask AdmitAsync(CallAccount account, GatewaySnapshot snapshot, CancellationToken ct)
    {
        var (call, groups) = (account.Call, snapshot.Groups);
        var group = groups.Canonical(call.Group);
        if (!IsAllowed(call, group))
        {
            throw account.Failed(null, new ModelFailure(FailureClass.NotAllowed, "this credential may not use the model"));
        }

        if (_admission is null || groups.Find(call.Group) is not { } deployments)
        {
            return;
        }

        var (ticket, refusal) = await _admission.AdmitAsync(new CallDemand(account.Id, call, group, deployments.States, snapshot), ct);
        if (refusal is not null)
        {
            throw account.Failed(
                null, new ModelFailure(refusal.Class, refusal.Reason) { RetryAfter = refusal.RetryAfter, Limits = refusal.Limits });
        }

        account.Admit(ticket!);
    }

    private static bool IsAllowed(ModelCall call, string group) => call.Scope!.Models is not { } models
        || ((models.Allows(call.Group) || models.Allows(group)) && call.Controls?.NamedModels.All(models.Allows) is not false);
}
