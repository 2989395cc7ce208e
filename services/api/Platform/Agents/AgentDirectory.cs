using System.Globalization;
using Agentes.Platform.Caching;
using Agentes.Platform.Data;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Agents;

/// <summary>An agent as it answers now: by its published version, or by its draft while nothing was published.</summary>
/// <param name="VersionNumber">Null while the draft answers.</param>
public sealed record ActiveAgent(Guid Id, string Name, int? VersionNumber, AgentSettings Settings);

/// <summary>Finds the agent of a turn. Asked for every turn, so it costs no query while nothing changes.</summary>
public sealed class AgentDirectory(OrganizationCache cache, IServiceScopeFactory scopes)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(60);

    /// <summary>Null when the organization has no such agent, or deleted it.</summary>
    public ValueTask<ActiveAgent?> FindAsync(Guid organizationId, Guid agentId, CancellationToken ct) => cache.GetOrLoadAsync(
        organizationId,
        CacheArea.Agents,
        string.Create(CultureInfo.InvariantCulture, $"agent:{agentId:N}"),
        Kept,
        token => LoadAsync(organizationId, agentId, token),
        ct);

    private async Task<ActiveAgent?> LoadAsync(Guid organizationId, Guid agentId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organizationId);
        var db = scope.ServiceProvider.GetRequiredService<PlatformDb>();
        if (await db.Agents.AsNoTracking().FirstOrDefaultAsync(a => a.Id == agentId, ct) is not { } agent)
        {
            return null;
        }

        var published = agent.PublishedVersion is { } number
            ? await db.AgentVersions.AsNoTracking().FirstAsync(v => v.AgentId == agentId && v.Number == number, ct)
            : null;
        return new ActiveAgent(agent.Id, agent.Name, published?.Number, published?.Settings ?? agent.Draft);
    }
}
