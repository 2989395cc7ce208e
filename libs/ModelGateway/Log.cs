using Microsoft.Extensions.Logging;

namespace Agentes.ModelGateway;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Warning, "Attempt on deployment {DeploymentId} failed: {Code} (HTTP {Status})")]
    public static partial void AttemptFailed(ILogger logger, string deploymentId, string code, int? status);

    [LoggerMessage(2, LogLevel.Warning, "Deployment {DeploymentId}: {Warning}")]
    public static partial void NotAlive(ILogger logger, string deploymentId, string warning);

    [LoggerMessage(6, LogLevel.Warning, "The store of kept replies failed ({Problem}); the call goes on without it")]
    public static partial void ReplyStoreFailed(ILogger logger, string problem);

    [LoggerMessage(3, LogLevel.Information, "The models file {Path} has changed and is in effect: {Groups} groups")]
    public static partial void ConfigurationAdopted(ILogger logger, string path, int groups);

    [LoggerMessage(4, LogLevel.Error, "The models file {Path} has changed and is refused; the one before it stays in effect: {Problem}")]
    public static partial void ConfigurationRefused(ILogger logger, string path, string problem);

    [LoggerMessage(5, LogLevel.Warning, "Changes in {Folder} are not noticed ({Problem}); send SIGHUP after a change")]
    public static partial void ConfigurationNotWatched(ILogger logger, string folder, string problem);
}
