using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Identity.Embedded.Admin;

/// <summary>Lets in who holds the service key, or a token of ours for services. No user is an administrator, whatever his role.</summary>
internal sealed class AdminAccess(PlatformOptions options, AccessTokenReader tokens)
{
    private readonly byte[]? _expected = string.IsNullOrEmpty(options.ServiceKey) ? null : Digest(options.ServiceKey);

    /// <summary>Null when the caller may go on.</summary>
    public async ValueTask<AuthError?> CheckAsync(HttpContext http)
    {
        var token = BearerLogins.TokenOf(http);
        return token.Length == 0 ? AuthErrors.NoAuthorization
            : IsServiceKey(token) || await tokens.IsServiceAsync(token, http.RequestAborted) ? null
            : AuthErrors.NotAdmin;
    }

    /// <summary>Compares hashes in constant time, so that neither the length nor the beginning of the key can be felt out.</summary>
    private bool IsServiceKey(string token) =>
        _expected is not null
        && CryptographicOperations.FixedTimeEquals(Digest(token), _expected)
        && token != options.SupabaseAnonKey;

    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
