using System.Threading.Channels;
using Agentes.Platform.Data;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Agentes.Platform.Identity;

/// <summary>Writes down when keys were last used, behind the requests' backs: at most once a minute for each key.</summary>
internal sealed partial class ApiKeyUse(AcrossOrganizations across, TimeProvider clock, ILogger<ApiKeyUse> log) : BackgroundService
{
    private const int BatchSize = 256;

    /// <summary>When it is full a note is lost, which the next minute makes up for.</summary>
    private readonly Channel<Guid> _used = Channel.CreateBounded<Guid>(
        new BoundedChannelOptions(4 * BatchSize) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    public void Note(Guid apiKeyId) => _used.Writer.TryWrite(apiKeyId);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Guid>(BatchSize);
        while (await _used.Reader.WaitToReadAsync(stoppingToken))
        {
            batch.Clear();
            while (batch.Count < BatchSize && _used.Reader.TryRead(out var id))
            {
                batch.Add(id);
            }

            try
            {
                await WriteAsync(batch, stoppingToken);
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                NotWritten(failed, batch.Count);
            }
        }
    }

    private async Task WriteAsync(List<Guid> ids, CancellationToken ct)
    {
        await using var db = across.CreateDb();
        var now = clock.GetUtcNow();
        await db.ApiKeys.IgnoreQueryFilters([PlatformDb.OrganizationFilter])
            .Where(k => ids.Contains(k.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(k => k.LastUsedAt, now), ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The last use of {Count} API keys could not be written")]
    private partial void NotWritten(Exception error, int count);
}
