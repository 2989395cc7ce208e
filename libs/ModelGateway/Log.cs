using Microsoft.Extensions.Logging;

namespace Agentes.ModelGateway;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Attempt on deployment {DeploymentId} failed: {Code} (HTTP {Status})")]
    public static partial void AttemptFailed(ILogger logger, string deploymentId, string code, int? status);

    [LoggerMessage(2, LogLevel.Warning, "Deployment {DeploymentId}: {Warning}")]
    public static partial void NotAlive(ILogger logger, string deploymentId, string warning);
}
