using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Contacts;

/// <summary>Makes the contact known under one more alias. Adding one that it already has changes nothing.</summary>
internal static class AddIdentity
{
    public static async Task<Results<Created<ContactResponse>, ProblemHttpResult>> Handle(
        Guid id,
        IdentityFields request,
        HttpContext http,
        PlatformDb db,
        CurrentOrganization organization,
        OrganizationDirectory organizations,
        TimeProvider clock,
        CancellationToken ct)
    {
        var defaults = await organizations.FindAsync(organization.Id, ct);
        if (request.Normalize(defaults.Region) is not { } value)
        {
            return Problem.Invalid([request.NotNormal("/value")]);
        }

        if (await db.Contacts.Include(c => c.Identities).FirstOrDefaultAsync(c => c.Id == id, ct) is not { } contact)
        {
            return Problem.NotFound("contact");
        }

        if (!contact.Identities.Exists(known => known.Kind == request.Kind && known.Value == value))
        {
            await TakenIdentities.ReleaseFromDeletedAsync(db, request.Kind, value, ct);
            db.ContactIdentities.Add(contact.Identify(request.Kind, value, clock.GetUtcNow()));
            if (!await TakenIdentities.TrySaveAsync(db, ct))
            {
                return TakenIdentities.Problem(request);
            }
        }

        ETags.Send(http, contact);
        return TypedResults.Created($"/api/v1/contacts/{contact.Id}", ContactResponse.From(contact));
    }
}
