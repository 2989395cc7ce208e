using Agentes.Host;

namespace Agentes.Crash.Tests;

/// <summary>The built programs that the tests start as processes of their own: they lie beside this one under the artifacts folder.</summary>
internal static class Programs
{
    // <artifacts>/bin/Crash.Tests/release/
    private static readonly DirectoryInfo Here = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    public static string Host => Find("Host", "Agentes.Host.dll");

    public static string Replay => Find("Replay", "Agentes.Bench.Replay.dll");

    public static string Upstream => Find("FakeUpstream", "Agentes.Bench.FakeUpstream.dll");

    /// <summary>What a container is asked with; it lies in the repository, which AGENTES_ROOT names when the artifacts lie elsewhere.</summary>
    public static string HealthCheck =>
        Path.GetFullPath(Path.Combine(HostSettings.Read([]).RuntimeFolder, "..", "..", "healthcheck.sh"));

    private static string Find(string project, string file)
    {
        var path = Path.Combine(Here.Parent!.Parent!.FullName, project, Here.Name, file);
        return File.Exists(path) ? path : throw new FileNotFoundException("Build the solution first.", path);
    }
}
