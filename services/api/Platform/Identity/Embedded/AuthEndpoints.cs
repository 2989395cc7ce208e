using Agentes.Platform.Identity.Embedded.Admin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>
/// The part of Supabase Auth's HTTP interface that its JavaScript client uses with e-mail and password, and to administer users.
/// </summary>
internal static class AuthEndpoints
{
    public static void MapEmbeddedAuth(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup(AuthPipeline.Path).ExcludeFromDescription().AllowAnonymous();
        auth.MapPost("/signup", SignUp.Handle).Limited(AuthActivity.SignUp);
        auth.MapPost("/token", IssueToken.Handle);
        auth.MapGet("/user", GetUser.Handle);
        auth.MapPut("/user", UpdateUser.Handle);
        auth.MapGet("/reauthenticate", Reauthenticate.Handle).Limited(AuthActivity.Mail);
        auth.MapPost("/recover", RecoverPassword.Handle).Limited(AuthActivity.Mail);
        auth.MapPost("/resend", ResendMail.Handle).Limited(AuthActivity.Mail);
        auth.MapPost("/verify", VerifyToken.Handle).Limited(AuthActivity.Verification);
        auth.MapGet("/verify", FollowMailLink.Handle).Limited(AuthActivity.Verification);
        auth.MapPost("/logout", SignOut.Handle);
        auth.MapGet("/.well-known/jwks.json", Discovery.Keys);
        auth.MapGet("/.well-known/openid-configuration", Discovery.OpenIdConfiguration);
        auth.MapGet("/settings", Discovery.Settings);
        auth.MapGet("/health", Discovery.Health);
        auth.MapAdmin();
        auth.Map("/{**rest}", IResult () => AuthErrors.NotFound);
    }
}
