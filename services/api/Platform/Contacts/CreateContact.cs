using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Contacts;

public static class CreateContact
{
    public sealed record Request
    {
        [StringLength(200)]
        public string? Name { get; init; }

        [Range(typeof(decimal), "0", "1000000000000", ParseLimitsInInvariantCulture = true)]
        public decimal LifetimeValue { get; init; }

        /// <summary>ISO 4217; the organization's when absent.</summary>
        [RegularExpression("^[A-Z]{3}$")]
        public string? Currency { get; init; }

        [Facts]
        public IReadOnlyDictionary<string, JsonElement>? Attributes { get; init; }

        [MaxLength(20)]
        public IReadOnlyList<IdentityFields> Identities { get; init; } = [];
    }

    internal static async Task<Results<Created<ContactResponse>, ProblemHttpResult>> Handle(
        Request request,
        HttpContext http,
        PlatformDb db,
        CurrentOrganization organization,
        OrganizationDirectory organizations,
        TimeProvider clock,
        CancellationToken ct)
    {
        var defaults = await organizations.FindAsync(organization.Id, ct);
        var contact = new Contact(
            request.Name,
            request.LifetimeValue,
            request.Currency ?? defaults.Currency,
            JsonObjects.Write(request.Attributes),
            clock.GetUtcNow());
        for (var i = 0; i < request.Identities.Count; i++)
        {
            if (request.Identities[i] is not { } identity)
            {
                return Problem.Invalid($"/identities/{i}", "required", "An identity must not be null.");
            }

            if (identity.Normalize(defaults.Region) is not { } value)
            {
                return Problem.Invalid([identity.NotNormal($"/identities/{i}/value")]);
            }

            if (!contact.Identities.Exists(known => known.Kind == identity.Kind && known.Value == value))
            {
                await TakenIdentities.ReleaseFromDeletedAsync(db, identity.Kind, value, ct);
                contact.Identify(identity.Kind, value, clock.GetUtcNow());
            }
        }

        db.Contacts.Add(contact);
        if (!await TakenIdentities.TrySaveAsync(db, ct))
        {
            return TakenIdentities.Problem(request.Identities[0]);
        }

        ETags.Send(http, contact);
        return TypedResults.Created($"/api/v1/contacts/{contact.Id}", ContactResponse.From(contact));
    }
}
