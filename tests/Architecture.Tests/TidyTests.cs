using System.Text.RegularExpressions;

namespace Agentes.Architecture.Tests;

/// <summary>The rules of STYLE.md that a program can check. Each proves first that it would notice.</summary>
public sealed partial class TidyTests
{
    private const int MaxLines = 400;
    private const int MaxColumns = 160;

    /// <summary>Files that say what is forbidden, or test that it is noticed.</summary>
    private static readonly string[] SpeakOfRules = ["tests/Architecture.Tests/TidyTests.cs", "STYLE.md", ".editorconfig"];

    [Fact]
    public void No_source_file_is_too_long()
    {
        TooLong(new("long.cs", string.Concat(Enumerable.Repeat("a\n", MaxLines + 1)))).ShouldNotBeEmpty("control");
        Inspect(Sources(), TooLong);
    }

    [Fact]
    public void No_line_is_too_long()
    {
        TooWide(new("wide.cs", new string('a', MaxColumns + 1))).ShouldNotBeEmpty("control");
        Inspect(Sources(), TooWide);
    }

    [Fact]
    public void No_type_has_a_name_that_says_nothing()
    {
        foreach (var name in new[] { "class OrderManager", "record struct LineDto(int A)", "interface IMailService" })
        {
            Matches(EmptyName())(new("a.cs", name)).ShouldNotBeEmpty(name);
        }

        Matches(EmptyName())(new("a.cs", "class PlatformServices { } enum Database { }")).ShouldBeEmpty();
        Inspect(SourceFile.CSharp().Where(file => !SpeakOfRules.Contains(file.Path)).ToList(), Matches(EmptyName()));
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        string[] unfinished =
            ["// TODO: later", "FIXME", "throw new NotImplementedException();", "[Fact(Skip = \"flaky\")]", "it.skip('x')", "#region A"];
        foreach (var text in unfinished)
        {
            Matches(Unfinished())(new("a.cs", text)).ShouldNotBeEmpty(text);
        }

        Matches(Unfinished())(new("a.cs", "rows.Skip(1) // todo mundo")).ShouldBeEmpty();
        Inspect(Sources(), Matches(Unfinished()));
    }

    [Fact]
    public void Logs_are_written_by_generated_methods_only()
    {
        Matches(DirectLog())(new("a.cs", "log.LogWarning($\"{phone} failed\");")).ShouldNotBeEmpty("control");
        var product = SourceFile.CSharp().Where(file => !file.Path.StartsWith("tests/", StringComparison.Ordinal)).ToList();
        Inspect(product, Matches(DirectLog()));
        product.ShouldContain(file => file.Text.Contains("[LoggerMessage(", StringComparison.Ordinal), "logs exist");
    }

    [Fact]
    public void A_log_never_takes_what_a_person_wrote_or_a_secret()
    {
        Matches(Telltale())(new("a.cs", "Message = \"Got {Text} from {Phone}\"")).ShouldNotBeEmpty("control");
        var logging = SourceFile.CSharp().Where(file => file.Text.Contains("[LoggerMessage(", StringComparison.Ordinal)).ToList();
        Inspect(logging, Matches(Telltale()), atLeast: 5);
    }

    [Fact]
    public void Nothing_names_the_machine_on_which_it_was_written()
    {
        string[] telling =
        [
            "cat /work/main/x", "\"resolved\": \"https://mirror.example/x.tgz\"",
            "<add key=\"a\" value=\"https://feed.example/v3/index.json\" />",
        ];
        foreach (var text in telling)
        {
            Matches(Workplace())(new("a.json", text)).ShouldNotBeEmpty(text);
        }

        Matches(Workplace())(
            new("a.json", "\"resolved\": \"https://registry.npmjs.org/x.tgz\"; does it have/work/support")).ShouldBeEmpty();
        Inspect(SourceFile.All().Where(file => !SpeakOfRules.Contains(file.Path)).ToList(), Matches(Workplace()));
    }

    [Fact]
    public void Nine_in_ten_source_files_are_short()
    {
        var lengths = Sources().Select(file => file.Lines.Length).Order().ToList();
        lengths[lengths.Count * 9 / 10].ShouldBeLessThanOrEqualTo(150);
    }

    private static List<SourceFile> Sources() =>
    [
        .. SourceFile.All().Where(file =>
            Path.GetExtension(file.Path) is ".cs" or ".ts" or ".tsx" && !file.IsGenerated && !SpeakOfRules.Contains(file.Path)),
    ];

    private static void Inspect(List<SourceFile> files, Func<SourceFile, IEnumerable<string>> faults, int atLeast = 100)
    {
        files.Count.ShouldBeGreaterThan(atLeast);
        files.SelectMany(faults).ShouldBeEmpty();
    }

    private static IEnumerable<string> TooLong(SourceFile file) =>
        file.Lines.Length > MaxLines ? [$"{file}: {file.Lines.Length} lines"] : [];

    private static IEnumerable<string> TooWide(SourceFile file) =>
        file.Lines.Index().Where(line => line.Item.Length > MaxColumns)
            .Select(line => $"{file}:{line.Index + 1}: {line.Item.Length} columns");

    private static Func<SourceFile, IEnumerable<string>> Matches(Regex forbidden) => file =>
        file.Lines.Index().Where(line => forbidden.IsMatch(line.Item)).Select(line => $"{file}:{line.Index + 1}: {line.Item.Trim()}");

    [GeneratedRegex(
        @"\b(class|struct|record|interface|enum) \w*(Manager|Helper|Helpers|Util|Utils|Base|Impl|Dto|Service)\b",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmptyName();

    [GeneratedRegex(
        @"\bTODO\b|\bFIXME\b|NotImplementedException|\bSkip\s*=\s*""|\b(it|test|describe)\.(skip|only)\(|#region",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)?\((\$?""|LogLevel)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DirectLog();

    [GeneratedRegex(
        @"Message = "".*\{(Text|Body|Content|Prompt|Phone|Email|Key|ApiKey|Token|Secret|Password|Name|Value)\}",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Telltale();

    [GeneratedRegex(
        @"(?<![\w])/work/|/tmp/brief|""resolved"": ""https?://(?!registry\.npmjs\.org/)"
            + @"|<add key=""[^""]*"" value=""https?://(?!api\.nuget\.org/)",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Workplace();
}
