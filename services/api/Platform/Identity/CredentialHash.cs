using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Agentes.Platform.Identity;

/// <summary>HMAC-SHA256 of credentials under the installation's pepper: all that the database ever holds of a key or token.</summary>
/// <remarks>The credentials are random, 256 bits: nothing to guess, so a slow hash would only slow us down.</remarks>
public sealed class CredentialHash
{
    private const int LongestCredential = 512;

    private readonly byte[] _pepper;

    public CredentialHash(PlatformOptions options)
    {
        _pepper = Convert.FromBase64String(options.Pepper);
        if (_pepper.Length < 32)
        {
            throw new InvalidOperationException("The pepper must be the base64 of 32 bytes or more.");
        }
    }

    /// <summary>A new random credential: 256 bits as 43 characters that survive any URL or header.</summary>
    public static string NewSecret() => System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public byte[] Of(string secret) => Digest(secret).ToArray();

    /// <summary>The same hash without an allocation. What is longer than any credential hashes to nothing that is stored.</summary>
    public CredentialDigest Digest(ReadOnlySpan<char> secret)
    {
        Span<byte> text = stackalloc byte[LongestCredential];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        if (!Encoding.UTF8.TryGetBytes(secret, text, out var length))
        {
            return default;
        }

        HMACSHA256.HashData(_pepper, text[..length], hash);
        return MemoryMarshal.Read<CredentialDigest>(hash);
    }

    /// <summary>
    /// The credential that follows another one. Only who holds the first and the pepper can compute it, so a lost reply can be
    /// repeated although neither of the two is stored.
    /// </summary>
    public string Successor(string secret)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_pepper, Encoding.UTF8.GetBytes("successor of " + secret), hash);
        return System.Buffers.Text.Base64Url.EncodeToString(hash);
    }
}

/// <summary>The 32 bytes of a hash as a value, so that it can be a dictionary's key.</summary>
public readonly record struct CredentialDigest(UInt128 First, UInt128 Second)
{
    public byte[] ToArray() => MemoryMarshal.AsBytes(new ReadOnlySpan<CredentialDigest>(in this)).ToArray();

    /// <summary>Compares in constant time: how far two hashes agree is nobody's business.</summary>
    public bool Matches(ReadOnlySpan<byte> hash) =>
        CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(new ReadOnlySpan<CredentialDigest>(in this)), hash);
}
