using Agentes.Platform.Identity.Embedded;
using Agentes.Platform.Models.Ledger;

namespace Agentes.Platform;

/// <summary>What the host tells the platform about the world around it.</summary>
public sealed record PlatformOptions
{
    /// <summary>Npgsql connection string of a role that owns the tables and may SET ROLE to the application's.</summary>
    public required string Database { get; init; }

    /// <summary>StackExchange.Redis configuration.</summary>
    public required string Redis { get; init; }

    /// <summary>Base64 of 32 bytes or more: keys the hashes of credentials.</summary>
    public required string Pepper { get; init; }

    /// <summary>Base64 of a PKCS #8 P-256 private key: signs the access tokens of the embedded auth service.</summary>
    public required string SigningKey { get; init; }

    /// <summary>A Supabase project whose tokens are accepted instead of our own, such as https://x.supabase.co.</summary>
    public string? SupabaseUrl { get; init; }

    /// <summary>The legacy HS256 secret of that project, when it has no asymmetric keys.</summary>
    public string? SupabaseJwtSecret { get; init; }

    /// <summary>The public (anon or publishable) key that a browser sends to the auth service.</summary>
    public string SupabaseAnonKey { get; init; } = "sb_publishable_embedded";

    /// <summary>The secret that opens the admin endpoints of the embedded auth service; without one nobody gets in there.</summary>
    public string? ServiceKey { get; init; }

    /// <summary>Where browsers reach this installation; the issuer of its tokens.</summary>
    public required string PublicUrl { get; init; }

    public required string ModelsFile { get; init; }

    /// <summary>Where this installation may keep files of its own.</summary>
    public required string DataFolder { get; init; }

    /// <summary>Credentials shown on the sign-in page of a demo installation; null without demo data.</summary>
    public DemoLogin? Demo { get; init; }

    /// <summary>How the embedded auth endpoints behave; unused with a Supabase project.</summary>
    public EmbeddedAuthOptions Auth { get; init; } = new();

    /// <summary>Requests per minute of one credential, and of one address without a credential.</summary>
    public RateLimitOptions RateLimits { get; init; } = new();

    /// <summary>How calls of models are written down and paid for.</summary>
    public LedgerOptions Ledger { get; init; } = new();

    public ConversationOptions Conversations { get; init; } = new();
}

/// <summary>The login of the demo organization.</summary>
public sealed record DemoLogin(string Email, string Password);

/// <summary>Requests that are let through per minute before 429.</summary>
public sealed record RateLimitOptions
{
    public int PerCredential { get; init; } = 1200;

    public int PerAddress { get; init; } = 300;
}

/// <summary>How turns are retried and swept.</summary>
public sealed record ConversationOptions
{
    /// <summary>The pause before each retry of a turn; when they are used up it becomes a dead letter.</summary>
    public IReadOnlyList<TimeSpan> RetryDelays { get; init; } = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15)];

    /// <summary>How long accepted work may lie before the recovery loop wakes its conversation again.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan RecoveryInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a soft-deleted row can be restored before it is purged.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(30);
}
