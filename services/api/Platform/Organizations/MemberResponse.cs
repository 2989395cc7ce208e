namespace Agentes.Platform.Organizations;

/// <summary>A member as colleagues see him.</summary>
public sealed record MemberResponse(
    Guid Id, Guid UserId, string Email, string Name, Role Role, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    internal static MemberResponse From(Member member) =>
        new(member.Id, member.UserId, member.Email, member.Name, member.Role, member.CreatedAt, member.UpdatedAt);
}
