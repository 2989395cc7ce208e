using System.Text.RegularExpressions;
using Agentes.Routing.Lexical;

namespace Agentes.Routing.Tests;

public sealed partial class CueFileTests
{
    [Fact]
    public void Cue_names_are_stable_codes_and_unique()
    {
        var names = Lexicon.Default.Cues.Select(cue => cue.Name).ToList();

        names.ShouldAllBe(name => Code().IsMatch(name));
        names.Distinct(StringComparer.Ordinal).Count().ShouldBe(names.Count);
        Lexicon.Default.Cues.Select(cue => cue.Intent).Distinct().Count().ShouldBe(9);
    }

    [Theory]
    [InlineData("  pattern before any cue")]
    [InlineData("name")]
    [InlineData("name heavy")]
    [InlineData("name 1.0\n  ..")]
    [InlineData("name 1.0\n  trailing ..")]
    [InlineData("name 1.0\n  @unknown")]
    public void A_file_that_breaks_the_grammar_is_refused(string content)
    {
        string[] correct = ["# fine", "name 1.0", "  a word | ^ b* c? .. <n> $"];

        Should.NotThrow(() => LexiconReader.ReadCues(correct, Intent.Faq, new LexiconBuilder()));
        Should.Throw<FormatException>(() => LexiconReader.ReadCues(content.Split('\n'), Intent.Faq, new LexiconBuilder()));
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
