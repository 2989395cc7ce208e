using System.Reflection;
using System.Text.RegularExpressions;
using Agentes.ModelGateway;
using Agentes.Platform;
using Agentes.Routing;

namespace Agentes.Architecture.Tests;

/// <summary>
/// Who may know whom: assemblies by what the compiler wrote into them, folders of the product by what their files import.
/// </summary>
public sealed partial class DirectionTests
{
    /// <summary>
    /// What each feature may import. Everything may use Data, Tenancy and Http (the ground) and Identity (who calls); the rest is said
    /// here, so that a new dependency between features is a decision and not an accident.
    /// </summary>
    private static readonly Dictionary<string, string[]> Features = new(StringComparer.Ordinal)
    {
        ["Agents"] = ["Caching", "Organizations"],
        ["Contacts"] = ["Caching", "Organizations"],
        ["Conversations"] = ["Agents", "Contacts", "Knowledge", "Organizations", "Routing"],
        ["Conversions"] = ["Contacts", "Conversations", "Organizations"],
        ["Demo"] = ["Agents", "Caching", "Contacts", "Conversations", "Knowledge", "Organizations", "Products"],
        ["Identity"] = ["Organizations"],
        ["Imports"] = [],
        ["Knowledge"] = ["Caching", "Imports", "Organizations"],
        ["Models"] = ["Organizations"],
        ["OpenApi"] = [],
        ["Operations"] = ["Conversations", "Organizations"],
        ["Organizations"] = ["Caching"],
        ["Products"] = ["Caching", "Imports", "Knowledge", "Organizations"],
        ["Routing"] = ["Conversations"],
        ["Http"] = ["Caching", "OpenApi"],

        // The ground knows the features' entities, because a table refers to others, and nothing else of them: see the next test.
        ["Data"] = ["Agents", "Caching", "Contacts", "Conversations", "Conversions", "Knowledge", "Models", "Organizations", "Products", "Routing"],
        ["Caching"] = ["Agents", "Contacts", "Knowledge", "Organizations", "Products"],
        ["Tenancy"] = [],
    };

    private const string ProductFolder = "services/api/Platform/";

    private static readonly string[] Ground = ["Data", "Tenancy", "Http", "Identity"];

    /// <summary>Folders below those that must stay ignorant of the way in which requests arrive.</summary>
    private static readonly string[] Depths = ["Data/", "Tenancy/", "Caching/", "Conversations/Ledger/"];

    [Fact]
    public void The_libraries_know_neither_each_other_nor_the_product_nor_the_web()
    {
        var (routing, gateway) = (typeof(ModelRouter).Assembly, typeof(ModelGatewayClient).Assembly);
        string[] above = ["Agentes.Platform", "Agentes.Host", "Microsoft.AspNetCore", "Npgsql", "Orleans"];
        Forbidden(gateway, ["Agentes.Routing", .. above]).ShouldBeEmpty();
        Forbidden(routing, ["Agentes.ModelGateway", .. above]).ShouldBeEmpty();
        Forbidden(typeof(PlatformApi).Assembly, "Agentes.Host").ShouldBeEmpty();
        Forbidden(typeof(PlatformApi).Assembly, "Agentes.Routing", "Agentes.ModelGateway")
            .Count.ShouldBe(2, "control: the product knows both");
    }

    [Fact]
    public void Features_import_only_what_they_are_allowed_to()
    {
        var imports = Product().SelectMany(file => Imports(file).Select(import => (file, from: Folder(file), to: import)))
            .Where(use => use.from.Length > 0 && use.from != use.to)
            .ToList();
        imports.Count.ShouldBeGreaterThan(100);
        imports.Where(use => !Features.ContainsKey(use.from)).Select(use => use.from).Distinct()
            .ShouldBeEmpty("new folders say here what they need");
        imports.Where(use => !Allowed(use.from).Contains(use.to)).Select(use => $"{use.file} imports {use.to}").ShouldBeEmpty();

        // Control: a permission that nobody needs any more is taken back.
        Features.SelectMany(feature => feature.Value.Select(to => (from: feature.Key, to)))
            .Except(imports.Select(use => (use.from, use.to)))
            .ShouldBeEmpty("unused permissions");
        Allowed("Tenancy").ShouldNotContain("Conversations");
    }

    [Fact]
    public void Data_and_entities_know_no_use_case()
    {
        var useCases = Product().Where(file => IsUseCase(file.Text)).Select(file => Path.GetFileNameWithoutExtension(file.Path)).ToList();
        useCases.Count.ShouldBeGreaterThan(40);
        useCases.ShouldContain("SendMessage");
        useCases.ShouldContain("ConversationEndpoints");
        var names = new Regex($@"(?<![.""\w/])({string.Join('|', useCases)})\.", RegexOptions.None, TimeSpan.FromSeconds(1));
        names.IsMatch("var x = SendMessage.Handle;").ShouldBeTrue("control");
        var deep = Product()
            .Where(file => IsEntity(file) || Depths.Any(depth => Inside(file).StartsWith(depth, StringComparison.Ordinal)))
            .ToList();
        deep.Count.ShouldBeGreaterThan(20);
        deep.SelectMany(file => Code(file).Where(line => names.IsMatch(line)).Select(line => $"{file}: {line.Trim()}")).ShouldBeEmpty();
        deep.Where(file => file.Text.Contains("HttpContext", StringComparison.Ordinal))
            .ShouldBeEmpty("they cannot know whether a request, a grain or a job is calling");
    }

    [Fact]
    public void The_solution_lists_every_project()
    {
        var solution = SourceFile.Read("AgentesDeConversao.slnx").Text;
        var projects = SourceFile.All().Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal)).ToList();
        projects.Count.ShouldBeGreaterThan(8);
        projects.Where(project => !solution.Contains($"\"{project.Path}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static List<string> Forbidden(Assembly assembly, params string[] prefixes) =>
    [
        .. assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Where(name => Array.Exists(prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal))),
    ];

    private static IEnumerable<SourceFile> Product() =>
        SourceFile.CSharp().Where(file => file.Path.StartsWith(ProductFolder, StringComparison.Ordinal));

    private static string Inside(SourceFile file) => file.Path[ProductFolder.Length..];

    private static string Folder(SourceFile file) => Inside(file).Split('/') is [var folder, _, ..] ? folder : "";

    private static IEnumerable<string> Imports(SourceFile file) =>
        Import().Matches(file.Text).Select(match => match.Groups["folder"].Value).Distinct();

    private static IEnumerable<string> Allowed(string feature) =>
        Features[feature].Concat(feature is "Data" ? ["Tenancy", "Http", "Identity"] : feature is "Tenancy" ? ["Data"] : Ground);

    private static bool IsUseCase(string text) =>
        text.Contains(" Handle(", StringComparison.Ordinal) || text.Contains("RouteGroupBuilder v1)", StringComparison.Ordinal);

    private static bool IsEntity(SourceFile file) => file.Text.Contains("IEntityTypeConfiguration<", StringComparison.Ordinal);

    private static IEnumerable<string> Code(SourceFile file) =>
        file.Lines.Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal));

    [GeneratedRegex(@"^using (?:static )?Agentes\.Platform\.(?<folder>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Import();
}
