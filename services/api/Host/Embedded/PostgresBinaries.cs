using System.Runtime.InteropServices;

namespace Agentes.Host.Embedded;

/// <summary>Where PostgreSQL's programs are: the npm package that start.sh installs, else what the machine has.</summary>
internal sealed record PostgresBinaries(string Folder)
{
    private static readonly string[] MachineFolders =
    [
        "/usr/local/pgsql/bin", "/opt/homebrew/opt/postgresql/bin", "/usr/local/opt/postgresql/bin", "/usr/local/bin", "/usr/bin",
    ];

    public string Initdb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    public static PostgresBinaries Find(string runtimeFolder)
    {
        var packaged = Path.Combine(runtimeFolder, "@embedded-postgres", Platform(), "native", "bin");
        var found = new[] { packaged }.Concat(OfMachine()).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb"))
            && File.Exists(Path.Combine(folder, "postgres")));
        return found is not null
            ? new PostgresBinaries(found)
            : throw new StartupFailure(
                StartupFailure.NoDatabase,
                "No PostgreSQL: the embedded package is not installed (run ./start.sh), none was found on this machine, and DATABASE_URL is not set.");
    }

    /// <summary>Debian keeps each version in its own folder; the newest comes first.</summary>
    private static IEnumerable<string> OfMachine()
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        return versions.OrderDescending(StringComparer.Ordinal).Select(v => Path.Combine(v, "bin")).Concat(MachineFolders);
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsMacOS() ? "darwin" : OperatingSystem.IsWindows() ? "windows" : "linux";
        return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
    }
}
