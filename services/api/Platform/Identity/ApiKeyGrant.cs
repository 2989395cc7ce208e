using System.Collections.Frozen;
using Agentes.ModelGateway.Admission;

namespace Agentes.Platform.Identity;

/// <summary>What a valid API key allows, as it is kept in memory.</summary>
internal sealed class ApiKeyGrant
{
    private long _lastNoted;

    public required Guid Id { get; init; }

    public required Guid OrganizationId { get; init; }

    public required byte[] Hash { get; init; }

    public required FrozenSet<string> Scopes { get; init; }

    /// <summary>Models that it may use; null for all.</summary>
    public ModelAllowList? Models { get; init; }

    /// <summary>Keys of one team share their limits on models.</summary>
    public string? Team { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt
    {
        init => _lastNoted = value?.UtcTicks ?? 0;
    }

    /// <summary>True for one caller a minute: whoever gets it writes down that the key was used.</summary>
    public bool IsDueForNote(DateTimeOffset now)
    {
        var last = Volatile.Read(ref _lastNoted);
        return now.UtcTicks - last >= TimeSpan.TicksPerMinute && Interlocked.CompareExchange(ref _lastNoted, now.UtcTicks, last) == last;
    }
}
