namespace Agentes.Routing.Lexical;

/// <summary>All cues, ready to be matched: patterns are found by the class of their first word.</summary>
internal sealed class Lexicon
{
    private const int MaxGap = 3;
    private const int MaxFillers = 2;

    private readonly CuePattern[][] _byFirstClass;
    private readonly StructureClasses _structure;

    public Lexicon(
        Vocabulary vocabulary, IReadOnlyList<Cue> cues, IEnumerable<CuePattern> patterns, int classCount, StructureClasses structure)
    {
        Vocabulary = vocabulary;
        Cues = cues;
        _structure = structure;
        _byFirstClass = new CuePattern[classCount][];
        Array.Fill(_byFirstClass, []);
        foreach (var group in patterns.GroupBy(pattern => pattern.Slots[0].Class))
        {
            _byFirstClass[group.Key] = [.. group];
        }
    }

    /// <summary>The lexicon that ships inside this assembly.</summary>
    public static Lexicon Default { get; } = LexiconReader.ReadEmbedded();

    public Vocabulary Vocabulary { get; }

    public IReadOnlyList<Cue> Cues { get; }

    public bool IsFiller(int entry) => Vocabulary.ClassesOf(entry).Contains(_structure.Filler);

    /// <summary>True where a second request starts within a sentence: "and how ...", "e qual ...".</summary>
    public bool StartsRequest(int entry, int next) =>
        Vocabulary.ClassesOf(entry).Contains(_structure.Joiner) && Vocabulary.ClassesOf(next).Contains(_structure.Opener);

    /// <summary>Reports every pattern that matches within one clause, given as the vocabulary entries of its words.</summary>
    public void Match(ReadOnlySpan<int> clause, ref ClauseEvidence evidence)
    {
        for (var start = 0; start < clause.Length; start++)
        {
            foreach (var first in Vocabulary.ClassesOf(clause[start]))
            {
                foreach (var pattern in _byFirstClass[first])
                {
                    if ((!pattern.AtStart || start == 0)
                        && TryMatch(pattern, clause, start, out var end)
                        && (!pattern.AtEnd || end == clause.Length))
                    {
                        evidence.Add(pattern.Cue, start, end);
                    }
                }
            }
        }
    }

    private bool TryMatch(CuePattern pattern, ReadOnlySpan<int> clause, int start, out int end)
    {
        end = start + 1;
        foreach (var slot in pattern.Slots.AsSpan(1))
        {
            var gap = slot.AfterGap ? MaxGap : 0;
            var fillers = MaxFillers;
            while (true)
            {
                if (end >= clause.Length)
                {
                    return false;
                }

                var classes = Vocabulary.ClassesOf(clause[end++]);
                if (classes.Contains(slot.Class))
                {
                    break;
                }

                // Articles and the like may stand anywhere: "qual o valor", "qual e o valor".
                if (!(classes.Contains(_structure.Filler) && fillers-- > 0) && gap-- <= 0)
                {
                    return false;
                }
            }
        }

        return true;
    }
}
