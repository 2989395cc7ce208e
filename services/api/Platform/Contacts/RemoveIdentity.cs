using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Contacts;

internal static class RemoveIdentity
{
    public static async Task<Results<Ok<ContactResponse>, ProblemHttpResult>> Handle(
        Guid id, Guid identityId, HttpContext http, PlatformDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Contacts.Include(c => c.Identities).FirstOrDefaultAsync(c => c.Id == id, ct) is not { } contact)
        {
            return Problem.NotFound("contact");
        }

        if (!contact.Forget(identityId, clock.GetUtcNow()))
        {
            return Problem.NotFound("identity");
        }

        await db.SaveChangesAsync(ct);
        ETags.Send(http, contact);
        return TypedResults.Ok(ContactResponse.From(contact));
    }
}
