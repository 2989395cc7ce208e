namespace Agentes.Bench.Common;

/// <summary>Where the programs that a run starts are: built beside this one, under the same artifacts folder.</summary>
public sealed class Workplace
{
    // <artifacts>/bin/<program>/release/
    private readonly DirectoryInfo _here = new(AppContext.BaseDirectory);

    public string Upstream => Path.Combine(Bin, "FakeUpstream", Configuration, "Agentes.Bench.FakeUpstream.dll");

    public string ReferenceScript => Path.Combine(Root, "bench", "Reference", "run.sh");

    private string Host => Path.Combine(Bin, "Host", Configuration, "Agentes.Host.dll");

    private string Configuration => _here.Name;

    private string Bin => _here.Parent!.Parent!.FullName;

    private static string Root => Ascend(AppContext.BaseDirectory) ?? Ascend(Environment.CurrentDirectory)
        ?? throw new MissingPrerequisiteException("run this from inside the repository: AgentesDeConversao.slnx was not found above");

    /// <summary>The platform, built from the sources as they are: a measurement of yesterday's build would be worse than none.</summary>
    /// <exception cref="MissingPrerequisiteException">The build failed.</exception>
    public async Task<string> BuildHostAsync(bool build, CancellationToken ct)
    {
        if (build)
        {
            Console.WriteLine("building the platform");
            var artifacts = Path.GetDirectoryName(Bin)!;
            string[] arguments =
            [
                "build", Path.Combine(Root, "services", "api", "Host", "Host.csproj"),
                "-c", Configuration, "--artifacts-path", artifacts, "--nologo", "-v", "quiet",
            ];
            await using var dotnet = ChildProcess.Start("dotnet build", "dotnet", arguments);
            await dotnet.WaitForExitAsync(ct);
            if (dotnet.ExitCode != 0)
            {
                throw new MissingPrerequisiteException($"the platform does not build:\n{dotnet.Tail()}");
            }
        }

        return File.Exists(Host) ? Host : throw new MissingPrerequisiteException($"{Host} is not there; run without --no-build");
    }

    private static string? Ascend(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "AgentesDeConversao.slnx")))
            {
                return at.FullName;
            }
        }

        return null;
    }
}
