using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Agentes.Platform.Tenancy;

/// <summary>Stamps new rows with the current organization and refuses to save anybody else's.</summary>
internal sealed class OrganizationStamp(CurrentOrganization organization) : SaveChangesInterceptor
{
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Stamp(eventData.Context!);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Stamp(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    private void Stamp(DbContext db)
    {
        foreach (var entry in db.ChangeTracker.Entries<IOwnedByOrganization>())
        {
            var owner = entry.Property(nameof(IOwnedByOrganization.OrganizationId));
            if (entry.State == EntityState.Added && (Guid)owner.CurrentValue! == Guid.Empty)
            {
                owner.CurrentValue = organization.Id;
            }
            else if (entry.State is not (EntityState.Unchanged or EntityState.Detached) && (Guid)owner.CurrentValue! != organization.Id)
            {
                throw new InvalidOperationException($"A {entry.Metadata.ClrType.Name} of another organization must not be saved here.");
            }
        }
    }
}
