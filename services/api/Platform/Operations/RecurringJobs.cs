using Hangfire;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Agentes.Platform.Operations;

/// <summary>Declares what runs by the clock; declaring it again changes nothing.</summary>
/// <remarks>
/// Hangfire takes a lock for each declaration and keeps it as a row, so a process that was killed here leaves one behind that counts for
/// ten minutes. Until then the declaration fails and is repeated: the schedule of the last start stands in the database meanwhile.
/// </remarks>
internal sealed partial class RecurringJobs(IRecurringJobManager jobs, TimeProvider clock, ILogger<RecurringJobs> log) : BackgroundService
{
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Hangfire waits for its lock without letting go of the thread.
        while (!await Task.Run(TryDeclare, stoppingToken))
        {
            await Task.Delay(TryAgainAfter, clock, stoppingToken);
        }
    }

    private bool TryDeclare()
    {
        try
        {
            jobs.AddOrUpdate<PurgeDeletedRows>("purge-deleted-rows", JobServices.Maintenance, job => job.RunAsync(CancellationToken.None), Cron.Daily(4));
            jobs.AddOrUpdate<PurgeModelCalls>("purge-model-calls", JobServices.Maintenance, job => job.RunAsync(CancellationToken.None), Cron.Daily(5));
            jobs.AddOrUpdate<ReconcileStuckWork>(
                "reconcile-stuck-work", JobServices.Maintenance, job => job.RunAsync(CancellationToken.None), "*/5 * * * *");
            return true;
        }
        catch (Exception failed)
        {
            NotDeclared(failed);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The recurring jobs could not be declared; it is tried again")]
    private partial void NotDeclared(Exception failed);
}
