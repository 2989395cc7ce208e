using System.Data.Common;
using Agentes.Platform.Agents;
using Agentes.Platform.Contacts;
using Agentes.Platform.Knowledge;
using Agentes.Platform.Organizations;
using Agentes.Platform.Products;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Agentes.Platform.Caching;

/// <summary>
/// Evicts what was made from the rows that a transaction changed, once it has committed, so that no use case can forget to.
/// </summary>
/// <remarks>One per context. Statements that bypass the change tracker evict by hand.</remarks>
internal sealed class EvictOnSave(CurrentOrganization organization, OrganizationCache cache)
    : SaveChangesInterceptor, IDbTransactionInterceptor
{
    private readonly HashSet<string> _keys = [];
    private CacheArea _areas;

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Note(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Note(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public async Task TransactionCommittedAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        if (_areas == CacheArea.None && _keys.Count == 0)
        {
            return;
        }

        // The commit stands even when the caller has gone away meanwhile, so its token does not stop the eviction.
        foreach (var key in _keys)
        {
            await cache.EvictAsync(organization.Id, key, CancellationToken.None);
        }

        await cache.EvictAsync(organization.Id, _areas, CancellationToken.None);
        Forget();
    }

    public Task TransactionRolledBackAsync(
        DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Forget();
        return Task.CompletedTask;
    }

    private void Note(DbContext db)
    {
        var changed = db.ChangeTracker.Entries()
            .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted);
        foreach (var entry in changed)
        {
            if (entry.Entity is Contact contact && entry.State != EntityState.Added)
            {
                // Contacts change all the time: one of them is evicted, not the area.
                _keys.Add(ContactDirectory.Key(contact.Id));
            }

            _areas |= entry.Entity switch
            {
                Agent or AgentVersion => CacheArea.Agents,
                Product => CacheArea.Products,
                KnowledgeEntry => CacheArea.Knowledge,
                Organization => CacheArea.Organization,
                _ => CacheArea.None,
            };
        }
    }

    private void Forget()
    {
        _keys.Clear();
        _areas = CacheArea.None;
    }
}
