using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Agentes.Architecture.Tests;

/// <summary>No container is built here; what can be known without one is that deploy/ speaks of variables and paths that exist.</summary>
public sealed partial class DeployTests
{
    private const string Dockerfile = "deploy/Dockerfile";

    /// <summary>What images of others read, and .NET itself.</summary>
    private static readonly string[] OfOthers =
    [
        "POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB", "ASPNETCORE_HTTP_PORTS", "DOTNET_CLI_TELEMETRY_OPTOUT", "DOTNET_NOLOGO",
        "NEXT_TELEMETRY_DISABLED", "DOTNET_GCgen0size",
    ];

    /// <summary>What only docker-compose.yml reads.</summary>
    private static readonly string[] OfCompose = ["EDGE_PORT", "POSTGRES_PASSWORD"];

    [Fact]
    public void Every_variable_that_a_container_is_given_is_one_that_the_program_reads()
    {
        var read = Read();
        read.ShouldContain("DATABASE_URL", "control");
        read.ShouldContain("ANTHROPIC_API_KEY", "control");
        read.ShouldNotContain("NOBODY_READS_THIS", "control");
        var given = Compose().Children.SelectMany(part => Environments(part.Key.ToString(), part.Value))
            .Concat(DockerfileVariables()).Distinct().ToList();
        given.ShouldContain("API_KEY_PEPPER");
        given.ShouldContain("AGENTES_ROOT");
        given.Except(read, StringComparer.OrdinalIgnoreCase).Except(OfOthers, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Every_variable_that_an_operator_may_set_is_read_and_explained()
    {
        var asked = Asked().Matches(Text("deploy/docker-compose.yml")).Select(match => match.Groups["name"].Value).Distinct().ToList();
        asked.Count.ShouldBeGreaterThan(8);
        asked.Except(OfCompose, StringComparer.Ordinal).Except(Read(), StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();
        var explained = Text("deploy/README.md");
        asked.Where(name => !explained.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty("explain them in deploy/README.md");
    }

    [Fact]
    public void Every_path_that_the_image_is_made_of_exists_and_reaches_the_build()
    {
        Exists("deploy/nothing").ShouldBeFalse("control");
        var copied = Copy().Matches(Text(Dockerfile)).SelectMany(match => match.Groups["paths"].Value.Split(' ')[..^1]).ToList();
        copied.Count.ShouldBeGreaterThan(8);
        copied.Where(path => !Exists(path)).ShouldBeEmpty();
        var ignored = Text(".dockerignore").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        copied.Select(path => path.TrimEnd('/')).Intersect(ignored, StringComparer.Ordinal).ShouldBeEmpty();

        // A project that the program is built of and that nobody copied would stop the build of the image.
        var built = SourceFile.All()
            .Where(file => Path.GetExtension(file.Path) == ".csproj" && file.Path.Split('/')[0] is not ("tests" or "bench" or "tools")).ToList();
        built.ShouldNotBeEmpty();
        built.Where(project => !copied.Exists(path => project.Path.StartsWith(path, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    [Fact]
    public void Compose_and_railway_name_files_roles_and_services_that_exist()
    {
        using var railway = JsonDocument.Parse(Text("deploy/railway.json"));
        Exists(railway.RootElement.GetProperty("build").GetProperty("dockerfilePath").GetString()!).ShouldBeTrue();
        var health = railway.RootElement.GetProperty("deploy").GetProperty("healthcheckPath").GetString()!;
        Text("services/api/Host/Health.cs").ShouldContain($"\"{health}\"");
        Text("deploy/healthcheck.sh").ShouldContain($"GET {health} ");

        var services = (YamlMappingNode)Compose()["services"];
        var names = services.Children.Keys.Select(key => key.ToString()).ToList();
        foreach (var (_, service) in services.Children)
        {
            Dependencies((YamlMappingNode)service).Except(names, StringComparer.Ordinal).ShouldBeEmpty();
        }

        var roles = Role().Matches(Text("deploy/docker-compose.yml")).Select(match => match.Groups["name"].Value).ToList();
        roles.ShouldBe(["Worker", "Api", "Edge"], ignoreOrder: true);
        roles.ShouldBeSubsetOf(RoleName().Matches(Text("services/api/Host/Roles.cs")).Select(match => match.Groups["name"].Value));
        Exists(((YamlMappingNode)((YamlMappingNode)Compose()["x-node"])["build"])["dockerfile"].ToString()).ShouldBeTrue();
    }

    [Fact]
    public async Task What_vercel_serves_is_the_export_with_its_policies_and_a_way_to_the_api()
    {
        var folder = Directory.CreateTempSubdirectory("agentes-vercel-");
        try
        {
            var export = Directory.CreateDirectory(Path.Combine(folder.FullName, "out", "sign-in"));
            await File.WriteAllTextAsync(Path.Combine(export.FullName, "index.html"), "<p>");
            await File.WriteAllTextAsync(Path.Combine(export.FullName, "index.html.br"), "");
            await File.WriteAllTextAsync(
                Path.Combine(export.Parent!.FullName, "csp.json"), """{"/sign-in/index.html":["'sha256-abc='"],"/404.html":[]}""");
            (await ExitCodeAsync(folder.FullName, "not an address")).ShouldBe(14, "control");
            (await ExitCodeAsync(folder.FullName, "https://api.example.com/")).ShouldBe(0);

            var output = Path.Combine(folder.FullName, "output");
            File.Exists(Path.Combine(output, "static", "sign-in", "index.html")).ShouldBeTrue();
            File.Exists(Path.Combine(output, "static", "sign-in", "index.html.br")).ShouldBeFalse();
            var config = await File.ReadAllTextAsync(Path.Combine(output, "config.json"));
            config.ShouldContain("https://api.example.com/$1$2");
            config.ShouldContain("script-src 'self' 'sha256-abc='");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void Vercel_sends_the_policy_that_the_program_sends()
    {
        var program = Directive().Matches(Text("services/api/Host/WebSite.cs")).Select(match => match.Value).ToList();
        program.Count.ShouldBeGreaterThan(8);
        var vercel = Text("deploy/vercel-output.mjs");
        program.Where(directive => !vercel.Contains(directive, StringComparison.Ordinal)).ShouldBeEmpty();
        Text("apps/web/vercel.json").ShouldContain("../../deploy/vercel-output.mjs");
    }

    private static async Task<int> ExitCodeAsync(string folder, string api)
    {
        var start = new ProcessStartInfo("node", ["deploy/vercel-output.mjs", Path.Combine(folder, "out"), Path.Combine(folder, "output")])
        {
            WorkingDirectory = SourceFile.Repository,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["API_URL"] = api;
        using var node = Process.Start(start)!;
        await node.StandardError.ReadToEndAsync();
        await node.WaitForExitAsync();
        return node.ExitCode;
    }

    /// <summary>The names by which the program asks its configuration, in the form of variables, and those of the models' keys.</summary>
    private static List<string> Read()
    {
        var code = SourceFile.CSharp().Where(file => file.Path.StartsWith("services/", StringComparison.Ordinal)).ToList();
        var asked = code.SelectMany(file => Asks().Matches(file.Text))
            .Select(match => match.Groups["name"].Value.Replace(":", "__", StringComparison.Ordinal));
        var keys = Asked().Matches(Text("config/models.yaml")).Select(match => match.Groups["name"].Value);
        return [.. asked.Concat(keys).Distinct()];
    }

    private static IEnumerable<string> Environments(string name, YamlNode node) => node switch
    {
        YamlMappingNode shared when name == "x-shared" => Names(shared),
        YamlMappingNode map => map.Children.SelectMany(child => child.Key.ToString() == "environment"
            ? Names((YamlMappingNode)child.Value)
            : Environments(child.Key.ToString(), child.Value)),
        _ => [],
    };

    private static IEnumerable<string> Names(YamlMappingNode environment) =>
        environment.Children.Keys.Select(key => key.ToString()).Where(name => name != "<<");

    private static IEnumerable<string> Dependencies(YamlMappingNode service) =>
        service.Children.TryGetValue("depends_on", out var others) ? Names((YamlMappingNode)others) : [];

    private static IEnumerable<string> DockerfileVariables() => Env().Matches(Text(Dockerfile))
        .SelectMany(match => match.Groups["pairs"].Value.Split(' ')).Select(pair => pair.Split('=')[0]);

    private static YamlMappingNode Compose()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text("deploy/docker-compose.yml")));
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string Text(string path) => SourceFile.Read(path).Text;

    private static bool Exists(string path) =>
        File.Exists(Path.Combine(SourceFile.Repository, path)) || Directory.Exists(Path.Combine(SourceFile.Repository, path));

    [GeneratedRegex(
        @"(\w*(options|onfiguration)\[|GetValue(<[\w?]+>)?\(|GetSection\(|GetEnvironmentVariable\(|Given\()""(?<name>[\w:]+)""",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asks();

    [GeneratedRegex(@"\$\{(?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asked();

    [GeneratedRegex(@"^COPY (?!--from)(?<paths>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Copy();

    [GeneratedRegex(@"^ENV (?<pairs>.+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Env();

    [GeneratedRegex(@"ROLE: (?<name>\w+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Role();

    [GeneratedRegex(@"^    (?<name>\w+) = ", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex RoleName();

    [GeneratedRegex(@"[a-z]+-[a-z]+ '[a-z]+'(?: 'unsafe-inline'| data: blob:)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Directive();
}
