namespace Agentes.Platform.Identity.Embedded;

/// <summary>The errors that clients know by code.</summary>
internal static class AuthErrors
{
    public static readonly AuthError BadJson = new(400, "bad_json", "Could not parse request body as JSON");
    public static readonly AuthError BodyTooLarge = new(413, "request_entity_too_large", "The request body is larger than 1 MB");
    public static readonly AuthError NotFound = new(404, "not_found", "There is nothing at this address");
    public static readonly AuthError Unexpected = new(
        500, "unexpected_failure", "Something failed on our side; the request can be sent again");

    /// <summary>For a wrong password and an unknown user alike: nobody learns here who has an account.</summary>
    public static readonly AuthError InvalidCredentials = new(400, "invalid_credentials", "Invalid login credentials");
    public static readonly AuthError UnsupportedGrant = new(400, "invalid_credentials", "unsupported_grant_type");
    public static readonly AuthError EmailNotConfirmed = new(400, "email_not_confirmed", "Email not confirmed");
    public static readonly AuthError BannedAtSignIn = new(400, "user_banned", "User is banned");
    public static readonly AuthError Banned = new(403, "user_banned", "User is banned");

    public static readonly AuthError NoAuthorization = new(401, "no_authorization", "This endpoint requires a valid Bearer token");
    public static readonly AuthError NotAdmin = new(403, "not_admin", "User not allowed");
    public static readonly AuthError BadJwt = new(403, "bad_jwt", "invalid JWT: unable to parse or verify signature, or it has expired");
    public static readonly AuthError UserNotFound = new(403, "user_not_found", "User from sub claim in JWT does not exist");
    public static readonly AuthError SessionNotFound = new(403, "session_not_found", "Session from session_id claim in JWT does not exist");

    public static readonly AuthError NoSuchUser = new(404, "user_not_found", "User not found");
    public static readonly AuthError LastOwner = new(
        409, "last_owner", "This user is the last owner of an organization: make somebody else an owner first, or delete the organization");

    public static readonly AuthError SignUpsClosed = new(422, "signup_disabled", "Signups not allowed for this instance");
    public static readonly AuthError UserExists = new(422, "user_already_exists", "User already registered");
    public static readonly AuthError EmailExists = new(422, "email_exists", "A user with this email address has already been registered");
    public static readonly AuthError SamePassword = new(422, "same_password", "New password should be different from the old password.");
    public static readonly AuthError WrongCurrentPassword = new(400, "current_password_invalid", "Current password is incorrect");
    public static readonly AuthError ReauthenticationNeeded = new(
        400, "reauthentication_needed", "Password update requires reauthentication");
    public static readonly AuthError ReauthenticationNotValid = new(
        422, "reauthentication_not_valid", "Nonce has expired or is invalid");
    public static readonly AuthError NoAnonymous = new(422, "anonymous_provider_disabled", "Anonymous sign-ins are disabled");
    public static readonly AuthError NoPhone = new(422, "phone_provider_disabled", "Phone logins are disabled");

    public static readonly AuthError RefreshTokenNotFound = new(
        400, "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found");
    public static readonly AuthError RefreshTokenUsed = new(400, "refresh_token_already_used", "Invalid Refresh Token: Already Used");
    public static readonly AuthError SessionExpired = new(400, "session_expired", "Invalid Refresh Token: Session Expired");

    public static readonly AuthError TokenExpired = new(403, "otp_expired", "Token has expired or is invalid");
    public static readonly AuthError FlowNotFound = new(404, "flow_state_not_found", "invalid flow state, no valid flow state found");
    public static readonly AuthError FlowExpired = new(403, "flow_state_expired", "invalid flow state, flow state has expired");
    public static readonly AuthError BadVerifier = new(
        403, "bad_code_verifier", "code challenge does not match previously saved code verifier");

    public static readonly AuthError TooManyRequests = new(429, "over_request_rate_limit", "Request rate limit reached");
    public static readonly AuthError TooManyMails = new(
        429, "over_email_send_rate_limit", "For security purposes, another mail to this address can only be asked for in a while");
}
