using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Agentes.ModelGateway.Deployments;
using Agentes.ModelGateway.Deployments.Choosing;

namespace Agentes.ModelGateway;

/// <summary>
/// How a call found its model: each choice with every deployment that could have taken it and why it was taken or not, and what came of the
/// attempt. Kept as values and turned into text only when somebody looks; holds no prompt, reply, address or key.
/// </summary>
public sealed class CallDecision
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly RoutingStrategy _strategy;
    private readonly string _requested;
    private Consideration[] _considered = [];
    private Round[] _rounds = [];
    private int _used;
    private int _count;

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? t_writing;

    internal CallDecision(string requested, RoutingStrategy strategy) => (_requested, _strategy) = (requested, strategy);

    /// <summary>Why the call ended without a model, such as <c>retry_budget_exhausted</c>; null when that follows from the attempts.</summary>
    public string? Note { get; internal set; }

    internal string Group { get; set; } = "";

    /// <summary>Writes the record as one JSON object.</summary>
    public void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("strategy"u8, Strategies.NameOf(_strategy));
        json.WriteString("requested"u8, _requested);
        if (Note is not null)
        {
            json.WriteString("note"u8, Note);
        }

        json.WriteStartArray("choices"u8);
        for (var i = 0; i < _count; i++)
        {
            ref readonly var round = ref _rounds[i];
            DecisionJson.Write(json, in round, _considered.AsSpan(round.Start, round.Length));
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The record as JSON in UTF-8.</summary>
    public byte[] ToUtf8Json()
    {
        // Every call writes one at its end, so each thread keeps what it writes with.
        var (buffer, json) = t_writing ??= Writing();
        buffer.ResetWrittenCount();
        json.Reset();
        WriteTo(json);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Writing()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        return (buffer, new Utf8JsonWriter(buffer, Readable));
    }

    /// <summary>The record as JSON.</summary>
    public string ToJson() => Encoding.UTF8.GetString(ToUtf8Json());

    /// <inheritdoc/>
    public override string ToString() => ToJson();

    /// <summary>Begins a choice among so many deployments; they are filled in by the caller before anything else is asked of this.</summary>
    internal Span<Consideration> Consider(int deployments)
    {
        Grow(ref _considered, _used + deployments);
        Grow(ref _rounds, _count + 1);
        _rounds[_count++] = new Round(Group, _used, deployments);
        _used += deployments;
        var round = _considered.AsSpan(_used - deployments, deployments);
        round.Clear();
        return round;
    }

    /// <summary>The choice that was begun last took this one; the others were no longer candidates.</summary>
    internal void Choose(int index)
    {
        ref var round = ref _rounds[_count - 1];
        round.Chosen = index;
        foreach (ref var one in _considered.AsSpan(round.Start, round.Length))
        {
            one.Verdict = one.Verdict is Verdict.Candidate ? Verdict.LostTheChoice : one.Verdict;
        }
    }

    /// <summary>Forgets the choice that was begun last.</summary>
    internal void TakeBack() => _used = _rounds[--_count].Start;

    /// <summary>What came of the attempt that the last choice led to.</summary>
    /// <param name="failure">Null for a success.</param>
    /// <param name="elapsed">Until the first piece, or until it failed.</param>
    internal void Attempted(ModelFailure? failure, TimeSpan elapsed)
    {
        ref var round = ref _rounds[_count - 1];
        (round.Failure, round.Elapsed, round.Attempted) = (failure, elapsed, true);
    }

    private static void Grow<T>(ref T[] array, int needed)
    {
        if (array.Length < needed)
        {
            Array.Resize(ref array, array.Length == 0 ? needed : Math.Max(needed, 2 * array.Length));
        }
    }

    /// <summary>One choice in a group, and the attempt it led to.</summary>
    internal struct Round(string group, int start, int length)
    {
        public readonly string Group = group;
        public readonly int Start = start;
        public readonly int Length = length;
        public int Chosen = -1;
        public bool Attempted;
        public ModelFailure? Failure;
        public TimeSpan Elapsed;
    }
}
