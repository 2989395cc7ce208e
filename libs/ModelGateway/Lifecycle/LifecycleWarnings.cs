using Microsoft.Extensions.Logging;

namespace Agentes.ModelGateway.Lifecycle;

/// <summary>Tells the log which models of a configuration do not live.</summary>
internal static class LifecycleWarnings
{
    public static void Tell(ModelGatewayOptions options, ILogger logger)
    {
        foreach (var deployment in options.Groups.SelectMany(group => group.Deployments))
        {
            if (deployment.Lifecycle?.Warning is { } warning)
            {
                Log.NotAlive(logger, deployment.Id, warning);
            }
        }
    }
}
