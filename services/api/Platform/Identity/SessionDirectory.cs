using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Identity;

/// <summary>A session of the embedded auth endpoints that was neither signed out nor belongs to somebody banned.</summary>
internal sealed record LiveSession(Guid Id, Guid UserId);

/// <summary>Which sessions are alive. An access token outlives its session until it expires; asking here ends it sooner.</summary>
internal sealed class SessionDirectory : IEvictable
{
    private const int Capacity = 10_000;

    private readonly AcrossOrganizations _across;
    private readonly TimeProvider _clock;
    private readonly TimedCache<Guid, LiveSession> _sessions;

    public SessionDirectory(AcrossOrganizations across, TimeProvider clock)
    {
        _across = across;
        _clock = clock;
        _sessions = new TimedCache<Guid, LiveSession>(clock, TimeSpan.FromSeconds(60), Capacity, LoadAsync);
    }

    public async ValueTask<bool> IsAliveAsync(Guid sessionId, Guid userId, CancellationToken ct) =>
        await _sessions.GetAsync(sessionId, ct) is { } session && session.UserId == userId;

    public void Evict(Guid id) => _sessions.Evict((sessionId, session) => sessionId == id || session.UserId == id);

    private async Task<LiveSession?> LoadAsync(Guid sessionId)
    {
        await using var db = _across.CreateDb();
        var now = _clock.GetUtcNow();
        return await db.AuthSessions
            .Where(s => s.Id == sessionId)
            .Join(db.AuthUsers, session => session.UserId, user => user.Id, (session, user) => new { session, user.BannedUntil })
            .Where(found => found.BannedUntil == null || found.BannedUntil <= now)
            .Select(found => new LiveSession(found.session.Id, found.session.UserId))
            .FirstOrDefaultAsync();
    }
}
