using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Contacts;

internal static class UpdateContact
{
    public static async Task<Results<Ok<ContactResponse>, ProblemHttpResult>> Handle(
        Guid id, MergePatch<ContactFields> request, HttpContext http, PlatformDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Contacts.Include(c => c.Identities).FirstOrDefaultAsync(c => c.Id == id, ct) is not { } contact)
        {
            return Problem.NotFound("contact");
        }

        if (ETags.Check(http, contact) is { } conflict)
        {
            return conflict;
        }

        if (!request.TryApply(ContactFields.Of(contact), out var fields, out var problem))
        {
            return problem;
        }

        contact.Edit(
            fields.Name,
            fields.LifetimeValue,
            fields.Currency ?? contact.Currency,
            JsonObjects.Write(fields.Attributes),
            clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        ETags.Send(http, contact);
        return TypedResults.Ok(ContactResponse.From(contact));
    }
}
