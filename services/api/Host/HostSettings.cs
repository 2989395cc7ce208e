using System.Net;

namespace Agentes.Host;

/// <summary>What one process is told from outside: by arguments, else by the environment, else defaults that need nothing installed.</summary>
internal sealed record HostSettings
{
    public required int Port { get; init; }

    /// <summary>The address to listen on: loopback unless HOST says otherwise.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Everything that this installation keeps: databases, secrets, logs.</summary>
    public required string DataFolder { get; init; }

    public required Roles Roles { get; init; }

    /// <summary>A PostgreSQL server to use instead of the embedded one: a URL or a connection string.</summary>
    public string? DatabaseUrl { get; init; }

    /// <summary>A Redis server to use instead of the embedded one.</summary>
    public string? RedisUrl { get; init; }

    /// <summary>The exported web app; null when it was not built.</summary>
    public string? WebFolder { get; init; }

    /// <summary>The model gateway's configuration.</summary>
    public required string ModelsFile { get; init; }

    /// <summary>Where the npm package with PostgreSQL's binaries was installed.</summary>
    public required string RuntimeFolder { get; init; }

    /// <summary>Whether the first start creates the demo organization.</summary>
    public required bool Demo { get; init; }

    /// <summary>In the role edge: the addresses of the API nodes that requests are passed to, with commas.</summary>
    public string? ApiAddress { get; init; }

    /// <summary>Where other nodes reach this worker's conversations: a name or an address; null for this machine's own.</summary>
    public string? SiloAddress { get; init; }

    /// <summary>Where this process listens.</summary>
    public string Url => $"http://{new IPEndPoint(Address, Port)}";

    /// <summary>One of several nodes: what they share has to come from outside.</summary>
    public bool IsApart => Roles is Roles.Api or Roles.Worker;

    public static HostSettings Read(string[] args)
    {
        var options = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var root = options["AGENTES_ROOT"] ?? FindRoot();
        var settings = new HostSettings
        {
            Port = options.GetValue<int?>("port") ?? 8080,
            Address = ReadAddress(NotEmpty(options["HOST"]) ?? "127.0.0.1"),
            DataFolder = Path.GetFullPath(options["data"] ?? Path.Combine(root, ".data")),
            Roles = ReadRoles(NotEmpty(options["role"]) ?? nameof(Roles.All)),
            DatabaseUrl = NotEmpty(options["DATABASE_URL"]),
            RedisUrl = NotEmpty(options["REDIS_URL"]),
            WebFolder = Existing(options["web"] ?? Path.Combine(root, "apps", "web", "out")),
            ModelsFile = Path.GetFullPath(options["models"] ?? options["MODELS_FILE"] ?? Path.Combine(root, "config", "models.yaml")),
            RuntimeFolder = options["runtime"] ?? Path.Combine(root, "deploy", "embedded", "node_modules"),
            Demo = options.GetValue("demo", defaultValue: true),
            ApiAddress = NotEmpty(options["API_ADDRESS"]),
            SiloAddress = NotEmpty(options["SILO_ADDRESS"]),
        };
        return settings.IsApart ? settings.WithShared(options) : settings;
    }

    /// <summary>Nodes that each made up their own would refuse each other's logins and keys, or talk to a database of their own.</summary>
    private HostSettings WithShared(IConfiguration options)
    {
        string[] shared = ["DATABASE_URL", "REDIS_URL", "API_KEY_PEPPER", "AUTH_SIGNING_KEY", "PUBLIC_URL"];
        var missing = shared.Where(name => NotEmpty(options[name]) is null).ToList();
        return missing.Count == 0 ? this : throw new StartupFailure(
            StartupFailure.BadConfiguration,
            $"The role {Roles} needs {string.Join(", ", missing)}, the same on every node. See docs/operations.md.");
    }

    private static IPAddress ReadAddress(string text) => IPAddress.TryParse(text, out var address)
        ? address
        : throw new StartupFailure(StartupFailure.BadConfiguration, $"HOST takes an IP address such as 0.0.0.0 or ::, not '{text}'.");

    private static Roles ReadRoles(string word) => Enum.TryParse<Roles>(word, ignoreCase: true, out var roles) && Enum.IsDefined(roles)
        ? roles
        : throw new StartupFailure(StartupFailure.BadConfiguration, $"There is no role '{word}'. Choose All, Api, Worker or Edge.");

    private static string? NotEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;

    private static string? Existing(string folder) => Directory.Exists(folder) ? Path.GetFullPath(folder) : null;

    /// <summary>The repository when run from it, else the folder of the program.</summary>
    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AgentesDeConversao.slnx")))
            {
                return folder.FullName;
            }
        }

        return AppContext.BaseDirectory;
    }
}
