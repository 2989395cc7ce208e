using Agentes.Platform.Data;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Contacts;

/// <summary>Who writes under this identity: the contact that has it, or a new one.</summary>
public sealed class FindOrCreateContact(
    PlatformDb db, CurrentOrganization organization, OrganizationDirectory organizations, TimeProvider clock)
{
    /// <summary>
    /// The contact's id; null when the value is none of its kind. Two callers at once get the same contact: the second to save is
    /// refused by the unique index and finds what the first one made. Saves the context, so call it before adding anything else.
    /// </summary>
    public async Task<Guid?> ByIdentityAsync(string? name, IdentityFields identity, CancellationToken ct)
    {
        var defaults = await organizations.FindAsync(organization.Id, ct);
        if (identity.Normalize(defaults.Region) is not { } value)
        {
            return null;
        }

        return await FindAsync(identity.Kind, value, ct)
            ?? await CreateAsync(name, identity.Kind, value, defaults.Currency, ct)
            ?? await FindAsync(identity.Kind, value, ct)
            ?? throw new DbUpdateConcurrencyException("The contact with this identity was deleted while it was being looked up.");
    }

    /// <summary>Somebody of whom nothing but perhaps a name is known yet. Saves the context.</summary>
    public async Task<Guid> AnonymousAsync(string? name, CancellationToken ct)
    {
        var currency = (await organizations.FindAsync(organization.Id, ct)).Currency;
        var contact = new Contact(name, lifetimeValue: 0, currency, attributes: null, clock.GetUtcNow());
        db.Contacts.Add(contact);
        await db.SaveChangesAsync(ct);
        return contact.Id;
    }

    private Task<Guid?> FindAsync(IdentityKind kind, string value, CancellationToken ct) => db.ContactIdentities
        .Where(i => i.Kind == kind && i.Value == value && db.Contacts.Any(c => c.Id == i.ContactId))
        .Select(i => (Guid?)i.ContactId)
        .FirstOrDefaultAsync(ct);

    private async Task<Guid?> CreateAsync(string? name, IdentityKind kind, string value, string currency, CancellationToken ct)
    {
        await TakenIdentities.ReleaseFromDeletedAsync(db, kind, value, ct);
        var contact = new Contact(name, lifetimeValue: 0, currency, attributes: null, clock.GetUtcNow());
        var identity = contact.Identify(kind, value, clock.GetUtcNow());
        db.Contacts.Add(contact);
        if (await TakenIdentities.TrySaveAsync(db, ct))
        {
            return contact.Id;
        }

        db.Entry(identity).State = EntityState.Detached;
        db.Entry(contact).State = EntityState.Detached;
        return null;
    }
}
