using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace Agentes.Host.Embedded;

/// <summary>Secrets of this installation: from the environment, else made on the first start and kept readable for its owner only.</summary>
internal sealed record Secrets
{
    private const int ShortestServiceKey = 32;

    public required string PostgresPassword { get; init; }

    /// <summary>Keys the hashes of API keys and tokens: without it a copy of the database is useless for guessing them.</summary>
    public required string Pepper { get; init; }

    /// <summary>PKCS #8, base64: the P-256 key that signs access tokens.</summary>
    public required string SigningKey { get; init; }

    /// <summary>The password of the demo login, different in every installation.</summary>
    public required string DemoPassword { get; init; }

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

        return kept with
        {
            Pepper = Environment.GetEnvironmentVariable("API_KEY_PEPPER") ?? kept.Pepper,
            SigningKey = Environment.GetEnvironmentVariable("AUTH_SIGNING_KEY") ?? kept.SigningKey,
            ServiceKey = GivenServiceKey() ?? kept.ServiceKey,
        };
    }

    private static Secrets Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new Secrets
        {
            PostgresPassword = RandomNumberGenerator.GetHexString(32),
            Pepper = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
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
