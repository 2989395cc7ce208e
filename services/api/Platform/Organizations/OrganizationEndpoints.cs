using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Organizations;

internal static class OrganizationEndpoints
{
    public static void MapOrganizations(this RouteGroupBuilder v1)
    {
        var organizations = v1.MapGroup("/organizations").WithTags("Organizations");
        v1.MapGet("/me", GetMe.Handle).WithName("GetMe").WithTags("Organizations").RequireUser();
        organizations.MapPost("/", CreateOrganization.Handle).WithName("CreateOrganization").RequireUser();
        organizations.MapPost("/{id:guid}/restore", RestoreOrganization.Handle).WithName("RestoreOrganization").RequireUser();
        organizations.MapGet("/current", GetOrganization.Handle).WithName("GetOrganization").RequireScope(Scopes.OrganizationRead);
        organizations.MapPatch("/current", UpdateOrganization.Handle).WithName("UpdateOrganization").RequireScope(Scopes.OrganizationWrite);
        organizations.MapDelete("/current", DeleteOrganization.Handle).WithName("DeleteOrganization")
            .RequireScope(Scopes.OrganizationWrite);

        var members = v1.MapGroup("/members").WithTags("Members");
        members.MapGet("/", ListMembers.Handle).WithName("ListMembers").RequireScope(Scopes.OrganizationRead);
        members.MapPatch("/{id:guid}", ChangeMemberRole.Handle).WithName("ChangeMemberRole").RequireScope(Scopes.OrganizationWrite);
        members.MapDelete("/{id:guid}", RemoveMember.Handle).WithName("RemoveMember").RequireScope(Scopes.OrganizationWrite);
        members.MapPost("/{id:guid}/restore", RestoreMember.Handle).WithName("RestoreMember").RequireScope(Scopes.OrganizationWrite);

        var invitations = v1.MapGroup("/invitations").WithTags("Members");
        invitations.MapGet("/", ListInvitations.Handle).WithName("ListInvitations").RequireScope(Scopes.OrganizationWrite);
        invitations.MapPost("/", InviteMember.Handle).WithName("InviteMember").RequireScope(Scopes.OrganizationWrite).WithoutReplay();
        invitations.MapDelete("/{id:guid}", SoftDelete.Delete<Invitation>).WithName("RevokeInvitation")
            .RequireScope(Scopes.OrganizationWrite);
        invitations.MapPost("/accept", AcceptInvitation.Handle).WithName("AcceptInvitation").RequireUser();

        var keys = v1.MapGroup("/api-keys").WithTags("API keys");
        keys.MapGet("/", ListApiKeys.Handle).WithName("ListApiKeys").RequireScope(Scopes.ApiKeysWrite);
        keys.MapPost("/", CreateApiKey.Handle).WithName("CreateApiKey").RequireScope(Scopes.ApiKeysWrite).WithoutReplay();
        keys.MapPatch("/{id:guid}", UpdateApiKey.Handle).WithName("UpdateApiKey").RequireScope(Scopes.ApiKeysWrite);
        keys.MapDelete("/{id:guid}", RevokeApiKey.Handle).WithName("RevokeApiKey").RequireScope(Scopes.ApiKeysWrite);
    }
}
