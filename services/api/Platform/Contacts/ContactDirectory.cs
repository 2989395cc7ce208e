using System.Globalization;
using System.Text.Json;
using Agentes.Platform.Caching;
using Agentes.Platform.Data;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Contacts;

/// <summary>What a turn needs to know of the person who writes.</summary>
/// <param name="LifetimeValue">In <paramref name="Currency"/>.</param>
/// <param name="Attributes">The organization's own facts by name; empty when it keeps none.</param>
public sealed record ContactFacts(
    Guid Id, string? Name, decimal LifetimeValue, string Currency, IReadOnlyDictionary<string, JsonElement> Attributes);

/// <summary>Finds the contact of a turn, without a query while nothing changes.</summary>
public sealed class ContactDirectory(OrganizationCache cache, IServiceScopeFactory scopes)
{
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(60);

    /// <summary>Null when the organization has no such contact, or deleted it.</summary>
    public ValueTask<ContactFacts?> FindAsync(Guid organizationId, Guid contactId, CancellationToken ct) => cache.GetOrLoadHereAsync(
        organizationId, CacheArea.Contacts, Key(contactId), Kept, token => LoadAsync(organizationId, contactId, token), ct);

    internal static string Key(Guid contactId) => string.Create(CultureInfo.InvariantCulture, $"contact:{contactId:N}");

    private async Task<ContactFacts?> LoadAsync(Guid organizationId, Guid contactId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organizationId);
        var db = scope.ServiceProvider.GetRequiredService<PlatformDb>();
        var contact = await db.Contacts.AsNoTracking().FirstOrDefaultAsync(c => c.Id == contactId, ct);
        return contact is null
            ? null
            : new ContactFacts(contact.Id, contact.Name, contact.LifetimeValue, contact.Currency, JsonObjects.Read(contact.Attributes));
    }
}
