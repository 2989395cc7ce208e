using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Agentes.Tools.Route;

namespace Agentes.Routing.Tests.Tools;

/// <summary>The command line on small files.</summary>
public sealed class RouteProgramTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("agentes-route-");

    [Fact]
    public void Decisions_are_one_line_for_each_message_gzipped_or_not()
    {
        const string lines = """
            {"text": "Tem desconto à vista?", "customer_value": 50, "max_tier": 2}

            {"text": "Quanto custa a geladeira?", "customer_value": 1500, "language": "pt-BR"}
            """;
        var (exit, output, _) = Run([Write("a.jsonl", lines)]);

        exit.ShouldBe(0);
        var decisions = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        decisions.Select(one => (one.GetProperty("tier").GetInt32(), one.GetProperty("intent").GetString()))
            .ShouldBe([(2, "sales_negotiation"), (2, "product_query")]);
        decisions[0].EnumerateObject().Select(field => field.Name).ShouldBe(
        [
            "tier", "model_hint", "intent", "confidence", "posterior", "complexity", "language", "reason_codes", "policy_version",
            "classifier_version",
        ]);
        Run([WriteGzipped("a.jsonl.gz", lines)]).Output.ShouldBe(output);
        Run([], lines).Output.ShouldBe(output);
    }

    [Fact]
    public void Eval_prints_the_figures_of_a_file_that_it_reads_perfectly()
    {
        var file = Write("b.jsonl", """
            {"text": "oi, tudo bem?", "intent": "greeting", "lang": "pt", "source": "padaria"}
            {"text": "tem desconto?", "intent": "sales_negotiation", "lang": "pt", "source": "padaria"}
            {"text": "i forgot my password", "intent": "support_basic", "lang": "en", "source": "shop/a"}
            """);
        var (exit, output, _) = Run(["eval", file]);

        exit.ShouldBe(0);
        using var figures = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]);
        figures.RootElement.GetProperty("pt-BR").GetProperty("macro_f1").GetDouble().ShouldBe(1);
        figures.RootElement.GetProperty("pt-BR").GetProperty("tier_accuracy").GetDouble().ShouldBe(1);
        figures.RootElement.GetProperty("en").GetProperty("n").GetInt32().ShouldBe(1);
        output.ShouldContain("""
              greeting               1  1.000  1.000  1.000      1    0    0    0    0    0    0    0    0
            """);
        output.ShouldContain("    padaria                      n     2  1.000 (1.000)");
    }

    [Fact]
    public void Apgr_finds_the_topics_in_which_the_strong_model_is_worth_its_price()
    {
        var rows = Enumerable.Range(0, 400).Select(i =>
            $$"""{"prompt": "question {{i}}", "weak": {{(i % 2 == 0 ? 1 : 0)}}, "strong": 1, "domain": "{{(i % 2 == 0 ? "easy" : "hard")}}"}""");
        var (exit, output, _) = Run(["apgr", Write("c.jsonl", string.Join('\n', rows))]);

        exit.ShouldBe(0);
        output.ShouldStartWith("400 prompts, 2 topics, weak 0.500, strong 1.000");
        using var figures = JsonDocument.Parse(output.TrimEnd().Split('\n')[^1]);
        double Apgr(string router) => figures.RootElement.GetProperty(router).GetProperty("apgr").GetDouble();
        Apgr("oracle").ShouldBe(0.75, 1e-9);
        Apgr("topic_table").ShouldBe(0.75, 1e-9);
        Apgr("gain_model").ShouldBe(0.75, 0.01);
        Apgr("random").ShouldBe(0.5, 0.06);
        figures.RootElement.GetProperty("oracle").GetProperty("cpt50").GetDouble().ShouldBe(0.25, 1e-9);
    }

    [Theory]
    [InlineData("""{"text": "oi", "intent": "love", "lang": "pt"}""", "row 1")]
    [InlineData("not json", "row 1")]
    public void A_row_that_cannot_be_read_is_named_without_its_text(string row, string named)
    {
        var (exit, _, errors) = Run(["eval", Write("d.jsonl", row)]);

        exit.ShouldBe(1);
        errors.ShouldContain(named);
        errors.ShouldNotContain("love");
    }

    [Fact]
    public void Wrong_usage_and_help_have_their_exit_codes()
    {
        Run(["eval"]).Exit.ShouldBe(2);
        Run(["--strange"]).Exit.ShouldBe(2);
        Run([Path.Combine(_folder.FullName, "nothing.jsonl")]).Exit.ShouldBe(1);
        Run(["--help"]).Output.ShouldContain("apgr");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static (int Exit, string Output, string Errors) Run(string[] args, string input = "")
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var exit = RouteProgram.Run(args, new StringReader(input), output, errors);
        return (exit, output.ToString(), errors.ToString());
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, content);
        return path;
    }

    private string WriteGzipped(string name, string content)
    {
        var path = Path.Combine(_folder.FullName, name);
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(content));
        return path;
    }
}
