using Agentes.ModelGateway.Deployments;
using Agentes.ModelGateway.Deployments.Choosing;
using Agentes.ModelGateway.Deployments.Load;
using Microsoft.Extensions.Time.Testing;

namespace Agentes.ModelGateway.Tests.Choosing;

/// <summary>A group without providers: calls are begun and ended by hand, in virtual time.</summary>
internal sealed class Pool
{
    private readonly DeploymentPicker _picker;

    public Pool(RoutingStrategy strategy, params ModelDeployment[] deployments)
        : this(new RoutingOptions { Strategy = strategy }, 7, deployments)
    {
    }

    public Pool(RoutingOptions options, int seed, params ModelDeployment[] deployments)
    {
        _picker = new DeploymentPicker(Strategies.Of(options), new Random(seed), Time);
        Group = new DeploymentGroup(
            deployments.Select(deployment => new DeploymentState(deployment, new DeploymentHealth(Time))),
            new RetryBudget(new RetryLimits(), Time));
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public DeploymentGroup Group { get; }

    public CallDecision Decision { get; private set; } = new("a", RoutingStrategy.PeakEwma);

    public DeploymentState this[string id] => Group.States.Single(state => state.Deployment.Id == id);

    public static ModelDeployment Of(string id, double weight = 1) => new() { Id = id, Provider = "openai", Model = "m", Weight = weight };

    /// <summary>Takes one; the call stays under way.</summary>
    public string? Take(string? affinity = null, bool lastResort = false, long tokens = 0, bool buffered = false, List<FailedDeployment>? failed = null)
    {
        Decision = new CallDecision("a", RoutingStrategy.PeakEwma) { Group = "a" };
        var request = new PickRequest(buffered, affinity, ExpectedTokens: tokens);
        return _picker.Pick(Group, failed ?? [], request, Decision, lastResort)?.State.Deployment.Id;
    }

    /// <summary>Takes one and ends the call at once.</summary>
    public string? Use(string? affinity = null)
    {
        var id = Take(affinity);
        if (id is not null)
        {
            this[id].Load.End();
        }

        return id;
    }

    public Dictionary<string, int> Share(int calls, Func<string?>? use = null)
    {
        var counts = Group.States.ToDictionary(state => state.Deployment.Id, _ => 0, StringComparer.Ordinal);
        for (var i = 0; i < calls; i++)
        {
            counts[(use ?? (() => Use()))().ShouldNotBeNull()]++;
        }

        return counts;
    }

    /// <summary>As if this one had just streamed a reply whose first piece took so long.</summary>
    public void Streamed(string id, double seconds) => this[id].Load.Began(TimeSpan.FromSeconds(seconds));

    public void Cool(string id, double seconds, FailureClass failure = FailureClass.Server) =>
        this[id].Health.Failed(new ModelFailure(failure, "because"), (_, _) => TimeSpan.FromSeconds(seconds));

    public static LoadLimits Limits(double? requests = null, double? tokens = null, int? parallel = null) => new(requests, tokens, parallel);
}
