using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Contacts;

internal static class ContactEndpoints
{
    public static void MapContacts(this RouteGroupBuilder v1)
    {
        var contacts = v1.MapGroup("/contacts").WithTags("Contacts");
        contacts.MapGet("/", ListContacts.Handle).WithName("ListContacts").RequireScope(Scopes.ContactsRead);
        contacts.MapPost("/", CreateContact.Handle).WithName("CreateContact").RequireScope(Scopes.ContactsWrite);
        contacts.MapGet("/{id:guid}", GetContact.Handle).WithName("GetContact").RequireScope(Scopes.ContactsRead);
        contacts.MapPatch("/{id:guid}", UpdateContact.Handle).WithName("UpdateContact").RequireScope(Scopes.ContactsWrite);
        contacts.MapDelete("/{id:guid}", SoftDelete.Delete<Contact>).WithName("DeleteContact").RequireScope(Scopes.ContactsWrite);
        contacts.MapPost("/{id:guid}/restore", RestoreContact.Handle).WithName("RestoreContact").RequireScope(Scopes.ContactsWrite);
        contacts.MapPost("/{id:guid}/identities", AddIdentity.Handle).WithName("AddIdentity").RequireScope(Scopes.ContactsWrite);
        contacts.MapDelete("/{id:guid}/identities/{identityId:guid}", RemoveIdentity.Handle).WithName("RemoveIdentity")
            .RequireScope(Scopes.ContactsWrite);
    }
}
