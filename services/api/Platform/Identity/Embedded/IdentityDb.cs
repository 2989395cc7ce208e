using Agentes.Platform.Data;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>The tables of logins, and no others: they belong to no organization, and the application's role cannot read them.</summary>
internal sealed class IdentityDb(AcrossOrganizations across) : IAsyncDisposable
{
    private readonly PlatformDb _db = across.CreateDb();

    public DbSet<AuthUser> Users => _db.AuthUsers;

    public DbSet<AuthSession> Sessions => _db.AuthSessions;

    public DbSet<RefreshToken> RefreshTokens => _db.RefreshTokens;

    public DbSet<OneTimeToken> OneTimeTokens => _db.OneTimeTokens;

    public DbSet<FlowState> FlowStates => _db.FlowStates;

    public Task SaveAsync(CancellationToken ct) => _db.SaveChangesAsync(ct);

    /// <summary>False when somebody else has just taken what must be unique: an e-mail address.</summary>
    public async Task<bool> TrySaveAsync(CancellationToken ct)
    {
        try
        {
            await _db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }

    public Task<IDbContextTransaction> BeginAsync(CancellationToken ct) => _db.Database.BeginTransactionAsync(ct);

    /// <summary>The session, held until the transaction ends: two refreshes of one session take turns.</summary>
    public async Task<AuthSession?> LockSessionAsync(Guid id, CancellationToken ct) =>
        (await Sessions.FromSql($"SELECT * FROM identity.sessions WHERE id = {id} FOR UPDATE").ToListAsync(ct)).FirstOrDefault();

    public ValueTask DisposeAsync() => _db.DisposeAsync();
}
