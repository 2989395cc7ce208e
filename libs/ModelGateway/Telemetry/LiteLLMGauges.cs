using System.Diagnostics.Metrics;
using Agentes.ModelGateway.Deployments;

namespace Agentes.ModelGateway.Telemetry;

/// <summary>What LiteLLM's dashboards show of deployments. Looked up when somebody asks, so that calls pay nothing for it.</summary>
internal static class LiteLLMGauges
{
    private static readonly Lock Gate = new();
    private static readonly List<WeakReference<ModelGatewayClient>> Clients = [];

    static LiteLLMGauges()
    {
        var meter = ModelGatewayTelemetry.Meter;
        meter.CreateObservableGauge(
            LiteLLMNames.DeploymentState, () => Look(StateOf), description: "0 takes calls, 1 is tried again after a cooldown, 2 takes none.");
        meter.CreateObservableGauge(LiteLLMNames.DeploymentInFlight, () => Look(state => state.Load.InFlight), description: "Calls under way.");
        meter.CreateObservableCounter(
            LiteLLMNames.DeploymentRequests, () => Look(state => state.Load.Totals.Calls), description: "Attempts.");
        meter.CreateObservableCounter(
            LiteLLMNames.DeploymentSuccesses, () => Look(state => state.Load.Totals.Successes), description: "Attempts that came to their end.");
        meter.CreateObservableCounter(
            LiteLLMNames.CooledDown, () => Look(state => state.Load.Totals.Cooldowns), description: "Times that it was left alone for a while.");
    }

    public static void Watch(ModelGatewayClient client)
    {
        lock (Gate)
        {
            Clients.RemoveAll(known => !known.TryGetTarget(out _));
            Clients.Add(new WeakReference<ModelGatewayClient>(client));
        }
    }

    private static List<Measurement<long>> Look(Func<DeploymentState, long> value)
    {
        var found = new List<Measurement<long>>();
        lock (Gate)
        {
            foreach (var known in Clients)
            {
                if (known.TryGetTarget(out var client))
                {
                    found.AddRange(client.Deployments.Select(pair => new Measurement<long>(value(pair.State), Tags(pair.Group, pair.State.Deployment))));
                }
            }
        }

        return found;
    }

    private static long StateOf(DeploymentState state) => !state.Usable || state.Cooling ? 2 : state.Health.HalfOpen ? 1 : 0;

    private static KeyValuePair<string, object?>[] Tags(string group, ModelDeployment deployment) =>
    [
        new(LiteLLMNames.RequestedModel, group),
        new(LiteLLMNames.LiteLLMModel, deployment.Model),
        new(LiteLLMNames.ModelId, deployment.Id),
        new(LiteLLMNames.Provider, deployment.Provider),
    ];
}
