namespace Agentes.Routing.Lexical;

/// <summary>A named piece of evidence for one intent. However many of its patterns match, it counts once per clause.</summary>
internal sealed record Cue(int Index, Intent Intent, string Name, double Weight);

/// <summary>One way to say a cue: word classes that follow each other within a clause.</summary>
internal sealed record CuePattern(Cue Cue, Slot[] Slots, bool AtStart, bool AtEnd);

/// <summary>One position of a pattern.</summary>
/// <param name="Class">The word class that must stand here.</param>
/// <param name="AfterGap">Whether up to three other words may stand before it.</param>
internal readonly record struct Slot(int Class, bool AfterGap);

/// <summary>The classes of words that shape a sentence: skipped ones, conjunctions, and words that open a request.</summary>
internal readonly record struct StructureClasses(int Filler, int Joiner, int Opener);
