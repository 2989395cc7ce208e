using Agentes.Routing.Text;

namespace Agentes.Routing.Lexical;

/// <summary>Compiles cues into word classes, so that matching compares small integers only.</summary>
internal sealed class LexiconBuilder
{
    private const string FillerGroup = "@filler";
    private const string JoinerGroup = "@joiner";
    private const string OpenerGroup = "@opener";
    private static readonly string[] Kinds = ["", "<n>", "<money>", "<email>", "<url>", "<emoji>", "", ""];

    private readonly Dictionary<string, string[]> _groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _abbreviations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _classes = new(StringComparer.Ordinal);
    private readonly List<string[]> _members = [];
    private readonly List<Cue> _cues = [];
    private readonly List<CuePattern> _patterns = [];

    /// <summary>Adds words to a group; a long group may be spread over several lines.</summary>
    public void AddGroup(string name, string[] words) => _groups[name] = [.. _groups.GetValueOrDefault(name, []), .. words];

    public void AddAbbreviation(string abbreviation, string word) =>
        _abbreviations.Add(TextFolding.FoldWord(abbreviation), TextFolding.FoldWord(word));

    public Cue AddCue(Intent intent, string name, double weight)
    {
        var cue = new Cue(_cues.Count, intent, name, weight);
        _cues.Add(cue);
        return cue;
    }

    public void AddPattern(Cue cue, string pattern)
    {
        var parts = pattern.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var optional = Array.FindIndex(parts, part => part.Length > 1 && part[^1] == '?');
        if (optional >= 0)
        {
            var word = parts[optional][..^1];
            AddPattern(cue, string.Join(' ', [.. parts[..optional], word, .. parts[(optional + 1)..]]));
            AddPattern(cue, string.Join(' ', [.. parts[..optional], .. parts[(optional + 1)..]]));
            return;
        }

        var slots = new List<Slot>();
        var afterGap = false;
        foreach (var part in parts.Where(part => part is not ("^" or "$")))
        {
            if (part != "..")
            {
                slots.Add(new Slot(ClassOf(part), afterGap));
            }

            afterGap = part == "..";
        }

        if (slots.Count == 0 || afterGap)
        {
            throw new FormatException($"The pattern '{pattern}' of {cue.Name} has no word where one is needed.");
        }

        _patterns.Add(new CuePattern(cue, [.. slots], parts[0] == "^", parts[^1] == "$"));
    }

    public Lexicon Build()
    {
        var structure = new StructureClasses(ClassOf(FillerGroup), ClassOf(JoinerGroup), ClassOf(OpenerGroup));
        var classesOf = _members.SelectMany((members, index) => members.Select(member => (member, index)))
            .ToLookup(entry => entry.member, entry => entry.index, StringComparer.Ordinal);
        var entries = new List<int[]> { Array.Empty<int>() };
        var words = new Dictionary<string, int>(StringComparer.Ordinal);
        var prefixes = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var member in classesOf.Select(group => group.Key).Where(member => member[0] != '<').Order(StringComparer.Ordinal))
        {
            var target = member[^1] == '*' ? prefixes : words;
            target.Add(member.TrimEnd('*'), entries.Count);
            entries.Add(ClassesMatching(member, classesOf));
        }

        var byKind = Kinds.Select(kind => AddKind(kind, classesOf, entries)).ToArray();
        AddAbbreviations(words, prefixes);
        var vocabulary = new Vocabulary([.. entries], words, prefixes, byKind);
        return new Lexicon(vocabulary, _cues, _patterns, _members.Count, structure);
    }

    private int ClassOf(string part)
    {
        if (!_classes.TryGetValue(part, out var index))
        {
            index = _members.Count;
            _classes.Add(part, index);
            _members.Add([.. part.Split('/').SelectMany(Expand).Select(Normalize).Distinct(StringComparer.Ordinal)]);
        }

        return index;
    }

    private IEnumerable<string> Expand(string part) =>
        part[0] != '@' ? [part]
        : _groups.TryGetValue(part, out var words) ? words.SelectMany(Expand)
        : throw new FormatException($"The group {part} is not defined.");

    private string Normalize(string word)
    {
        var folded = word[0] == '<' ? word : TextFolding.FoldWord(word);
        return _abbreviations.GetValueOrDefault(folded, folded);
    }

    /// <summary>A word is in the classes that name it, its singular, or a beginning of it; a beginning in those of shorter ones.</summary>
    private static int[] ClassesMatching(string member, ILookup<string, int> classesOf)
    {
        var stem = member.TrimEnd('*');
        var beginnings = Enumerable.Range(1, stem.Length).SelectMany(length => classesOf[stem[..length] + "*"]);
        var named = member == stem ? classesOf[stem] : [];
        var singular = member == stem && stem.Length > 3 && stem[^1] == 's' ? classesOf[stem[..^1]] : [];
        return [.. beginnings.Concat(named).Concat(singular).Distinct().Order()];
    }

    private static int AddKind(string kind, ILookup<string, int> classesOf, List<int[]> entries)
    {
        if (kind.Length == 0)
        {
            return Vocabulary.Unknown;
        }

        entries.Add([.. classesOf[kind]]);
        return entries.Count - 1;
    }

    private void AddAbbreviations(Dictionary<string, int> words, Dictionary<string, int> prefixes)
    {
        foreach (var (abbreviation, word) in _abbreviations)
        {
            var prefix = prefixes.Keys.Where(key => word.StartsWith(key, StringComparison.Ordinal)).MaxBy(key => key.Length);
            if (words.TryGetValue(word, out var entry) || (prefix is not null && prefixes.TryGetValue(prefix, out entry)))
            {
                words[abbreviation] = entry;
            }
        }
    }
}
