using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace Agentes.Platform.Identity;

/// <summary>
/// The installation's own ES256 key: signs the access tokens of the embedded auth endpoints, and publishes its public half.
/// </summary>
internal sealed class SigningKey
{
    public SigningKey(PlatformOptions options)
    {
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(Convert.FromBase64String(options.SigningKey), out _);
        var parameters = ecdsa.ExportParameters(includePrivateParameters: true);
        Public = Jwk(parameters);
        Public.Kid = Base64UrlEncoder.Encode(Public.ComputeJwkThumbprint());

        // As a JWK and not as an ECDsa object: the library then makes one per concurrent signature, and none is shared by threads.
        var secret = Jwk(parameters);
        secret.D = Base64UrlEncoder.Encode(parameters.D);
        secret.Kid = Public.Kid;
        Credentials = new SigningCredentials(secret, SecurityAlgorithms.EcdsaSha256);
    }

    /// <summary>The key that verifies; its kid is the RFC 7638 thumbprint.</summary>
    public JsonWebKey Public { get; }

    public SigningCredentials Credentials { get; }

    private static JsonWebKey Jwk(ECParameters parameters) => new()
    {
        Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
        Crv = JsonWebKeyECTypes.P256,
        X = Base64UrlEncoder.Encode(parameters.Q.X),
        Y = Base64UrlEncoder.Encode(parameters.Q.Y),
        Alg = SecurityAlgorithms.EcdsaSha256,
        Use = JsonWebKeyUseNames.Sig,
    };
}
