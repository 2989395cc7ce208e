using System.Text;
using Microsoft.AspNetCore.Identity;

namespace Agentes.Platform.Identity.Embedded;

/// <summary>Hashes and verifies passwords with ASP.NET Core's hasher (PBKDF2, salted).</summary>
internal sealed class Passwords : IDisposable
{
    private const int Shortest = 6;
    private const int LongestInBytes = 72;

    /// <summary>Hashing is slow on purpose. A flood of sign-ins may occupy half of the cores, never all: messages go on.</summary>
    private readonly SemaphoreSlim _cores = new(Math.Max(1, Environment.ProcessorCount / 2));

    private readonly PasswordHasher<Passwords> _hasher = new();
    private readonly string _nobodys;

    public Passwords() => _nobodys = _hasher.HashPassword(this, CredentialHash.NewSecret());

    /// <summary>Null when the password may be used.</summary>
    public static AuthError? Check(string? password) =>
        string.IsNullOrEmpty(password) ? AuthError.Invalid("Signup requires a valid password")
        : Encoding.UTF8.GetByteCount(password) > LongestInBytes ? AuthError.Invalid("Password cannot be longer than 72 characters")
        : password.Length < Shortest ? AuthError.Weak("Password should be at least 6 characters.", "length")
        : null;

    public async Task<string> HashAsync(string password, CancellationToken ct)
    {
        await _cores.WaitAsync(ct);
        try
        {
            return _hasher.HashPassword(this, password);
        }
        finally
        {
            _cores.Release();
        }
    }

    /// <summary>Without a hash (no such user) it works as long and says no: the time tells nobody who has an account.</summary>
    public async Task<bool> VerifyAsync(string? hash, string password, CancellationToken ct)
    {
        await _cores.WaitAsync(ct);
        try
        {
            var known = !string.IsNullOrEmpty(hash);
            return _hasher.VerifyHashedPassword(this, known ? hash! : _nobodys, password) != PasswordVerificationResult.Failed && known;
        }
        finally
        {
            _cores.Release();
        }
    }

    public void Dispose() => _cores.Dispose();
}
