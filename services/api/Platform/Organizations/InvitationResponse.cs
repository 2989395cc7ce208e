using System.Text.Json.Serialization;

namespace Agentes.Platform.Organizations;

/// <summary>An invitation as the inviting side sees it.</summary>
/// <param name="Token">Only in the answer that made it: whoever is invited sends it back to accept.</param>
public sealed record InvitationResponse(
    Guid Id,
    string Email,
    Role Role,
    DateTimeOffset ExpiresAt,
    DateTimeOffset CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Token = null)
{
    internal static InvitationResponse From(Invitation invitation) =>
        new(invitation.Id, invitation.Email, invitation.Role, invitation.ExpiresAt, invitation.CreatedAt);
}
