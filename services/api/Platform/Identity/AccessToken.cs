namespace Agentes.Platform.Identity;

/// <summary>What a verified access token says about its bearer.</summary>
/// <param name="SessionId">Null for tokens of a Supabase project, whose sessions we cannot look up.</param>
internal sealed record AccessToken(Guid UserId, string? Email, string? Name, Guid? SessionId);

/// <summary>A verified token, or why there is none.</summary>
internal readonly record struct AccessTokenReading(AccessToken? Token, AccessTokenFault Fault)
{
    public static implicit operator AccessTokenReading(AccessToken token) => new(token, AccessTokenFault.None);

    public static implicit operator AccessTokenReading(AccessTokenFault fault) => new(null, fault);
}

internal enum AccessTokenFault
{
    None,
    Invalid,
    Expired,

    /// <summary>The issuer's keys cannot be reached, so nothing can be said about the token.</summary>
    Unverifiable,
}
