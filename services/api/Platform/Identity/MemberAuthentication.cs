using Agentes.Platform.Tenancy;

namespace Agentes.Platform.Identity;

/// <summary>Lets people in by their access tokens, and finds out in which organization they want to work.</summary>
internal sealed class MemberAuthentication(AccessTokenReader tokens, SessionDirectory sessions, MemberDirectory members)
{
    /// <summary>Verifies the token and names its bearer. Null when he may go on.</summary>
    public async ValueTask<Refusal?> IdentifyAsync(string token, Caller caller, CancellationToken ct)
    {
        var (bearer, fault) = await tokens.ReadAsync(token, ct);
        if (bearer is null)
        {
            return fault switch
            {
                AccessTokenFault.Expired => Refusal.TokenExpired,
                AccessTokenFault.Unverifiable => Refusal.KeysUnavailable,
                _ => Refusal.TokenInvalid,
            };
        }

        if (bearer.SessionId is { } sessionId && !await sessions.IsAliveAsync(sessionId, bearer.UserId, ct))
        {
            return Refusal.SessionEnded;
        }

        caller.BecomeUser(bearer.UserId, bearer.Email, bearer.Name);
        return null;
    }

    /// <summary>Enters the organization that was asked for, or the only one there is.</summary>
    public async ValueTask<Refusal?> EnterAsync(
        string? askedOrganization, Caller caller, CurrentOrganization organization, CancellationToken ct)
    {
        var memberships = await members.OfAsync(caller.UserId!.Value, ct);
        Membership? chosen;
        if (askedOrganization is null)
        {
            if (memberships.Length > 1)
            {
                return Refusal.OrganizationRequired;
            }

            chosen = memberships.FirstOrDefault();
        }
        else
        {
            if (!Guid.TryParse(askedOrganization, out var asked))
            {
                return Refusal.OrganizationInvalid;
            }

            chosen = Array.Find(memberships, m => m.OrganizationId == asked);
        }

        if (chosen is null)
        {
            return Refusal.NotAMember;
        }

        caller.BecomeMember(chosen.MemberId, chosen.Role);
        organization.Enter(chosen.OrganizationId);
        return null;
    }
}
