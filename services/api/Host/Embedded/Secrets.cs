using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Agentes.Host.Embedded;

/// <summary>Secrets of this installation: from the environment, else made on the first start and kept readable for its owner only.</summary>
internal sealed record Secrets
{
    private const int PepperBytes = 32;
    private const int ShortestServiceKey = 32;

    public required string PostgresPassword { get; init; }

    /// <summary>Keys the hashes of API keys and tokens: without it a copy of the database is useless for guessing them.</summary>
    public required string Pepper { get; init; }

    /// <summary>PKCS #8, base64: the P-256 key that signs access tokens.</summary>
    public required string SigningKey { get; init; }

    /// <summary>The password of the demo login, different in every installation; null where nobody gave one to all nodes.</summary>
    public required string? DemoPassword { get; init; }

    /// <summary>
    /// Opens the admin endpoints of the embedded auth service to the operator's own programs; never for browsers. Empty: to nobody.
    /// </summary>
    public string ServiceKey { get; init; } = "";

    public static Secrets Load(string dataFolder)
    {
        var file = Path.Combine(dataFolder, "secrets.json");
        var kept = File.Exists(file) ? JsonSerializer.Deserialize<Secrets>(File.ReadAllText(file)) : null;
        if (kept is null || kept.ServiceKey.Length == 0)
        {
            // A folder of an earlier build has no service key yet: that alone is added.
            kept = kept is null ? Create() : kept with { ServiceKey = NewServiceKey() };
            Write(file, kept);
        }

        return kept.WithEnvironment();
    }

    /// <summary>Of one node of several: nothing is made up and nothing is kept, so that all nodes have the same.</summary>
    public static Secrets FromEnvironment() =>
        new Secrets { PostgresPassword = "", Pepper = "", SigningKey = "", DemoPassword = null }.WithEnvironment();

    /// <summary>New secrets as the lines of an .env file, for nodes that are to share them.</summary>
    public static string NewEnvironmentFile()
    {
        var made = Create();
        return $"POSTGRES_PASSWORD={made.PostgresPassword}\nAPI_KEY_PEPPER={made.Pepper}\nAUTH_SIGNING_KEY={made.SigningKey}\n"
            + $"DEMO_PASSWORD={made.DemoPassword}\nSUPABASE_SERVICE_ROLE_KEY={made.ServiceKey}\n";
    }

    private Secrets WithEnvironment()
    {
        var given = this with
        {
            Pepper = Given("API_KEY_PEPPER") ?? Pepper,
            SigningKey = Given("AUTH_SIGNING_KEY") ?? SigningKey,
            DemoPassword = Given("DEMO_PASSWORD") ?? DemoPassword,
            ServiceKey = GivenServiceKey() ?? ServiceKey,
        };
        try
        {
            using var key = ECDsa.Create();
            key.ImportPkcs8PrivateKey(Convert.FromBase64String(given.SigningKey), out _);
            return Convert.FromBase64String(given.Pepper).Length >= PepperBytes ? given : throw new FormatException("too short");
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            throw new StartupFailure(
                StartupFailure.BadConfiguration,
                "API_KEY_PEPPER takes the base64 of 32 bytes, AUTH_SIGNING_KEY that of a P-256 key in PKCS #8. --new-secrets makes both.",
                wrong);
        }
    }

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static Secrets Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new Secrets
        {
            PostgresPassword = RandomNumberGenerator.GetHexString(32),
            Pepper = Convert.ToBase64String(RandomNumberGenerator.GetBytes(PepperBytes)),
            SigningKey = Convert.ToBase64String(key.ExportPkcs8PrivateKey()),
            DemoPassword = $"aurora-{RandomNumberGenerator.GetHexString(8, lowercase: true)}",
            ServiceKey = NewServiceKey(),
        };
    }

    private static string NewServiceKey() => $"sb_secret_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    private static string? GivenServiceKey() => Environment.GetEnvironmentVariable("SUPABASE_SERVICE_ROLE_KEY") switch
    {
        null or "" => null,
        { Length: < ShortestServiceKey } => throw new StartupFailure(
            StartupFailure.BadConfiguration,
            $"SUPABASE_SERVICE_ROLE_KEY opens every account, so it takes {ShortestServiceKey} characters or more."),
        var given => given,
    };

    private static void Write(string file, Secrets secrets)
    {
        // Written beside and moved, so that a full disk or a kill leaves no half of it.
        var half = file + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(half, options))
        {
            JsonSerializer.Serialize(stream, secrets);
        }

        File.Move(half, file, overwrite: true);
    }
}
