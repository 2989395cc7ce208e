using System.Text;
using Agentes.ModelGateway.Providers;
using CsCheck;

namespace Agentes.ModelGateway.Tests;

public sealed class EventStreamReaderTests
{
    [Theory]
    [InlineData("data: a\n\ndata: b\n\n", "a|b")]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n", "a|b")]
    [InlineData("data: a\r\rdata: b\r\r", "a|b")]
    [InlineData("data:a\n\n", "a")]
    [InlineData("data:  a\n\n", " a")]
    [InlineData("data: a\ndata: b\n\n", "a\nb")]
    [InlineData("data: a\ndata\ndata: b\n\n", "a\n\nb")]
    [InlineData("\uFEFFdata: a\n\n", "a")]
    [InlineData(": comment\n\nevent: x\nid: 1\ndata: a\nretry: 5\n\n", "a")]
    [InlineData("event: only\n\ndata: a\n\n", "a")]
    [InlineData("data: a", "a")]
    [InlineData("data: a\n", "a")]
    [InlineData("database: a\n\n", "")]
    [InlineData("", "")]
    [InlineData("\n\n\n", "")]
    public async Task Events_are_read_as_the_standard_says(string text, string expected) =>
        string.Join('|', await ReadAsync(text, [])).ShouldBe(expected);

    [Fact]
    public async Task Any_events_in_any_cut_come_out_the_same()
    {
        var line = OneOf("a", "é", "🚚", "{", ":", "\"", " ", "data", "\\n").Array[0, 20].Select(string.Concat);
        var gen = Gen.Select(
            Gen.OneOf(line, Gen.Const("Olá 🚚 mundo"), Gen.Const("[DONE]")).Array[1, 4].Array[1, 6],
            OneOf("\n", "\r\n", "\r"),
            Gen.Bool,
            Gen.Int[1, 40].Array[0, 30]);
        await gen.SampleAsync(async sample =>
        {
            var (events, end, space, cuts) = sample;
            // Without the space behind the colon a text must not begin with one.
            var lines = events.Select(e => e.Select(l => space ? l : l.TrimStart(' ')).ToArray()).ToArray();
            var text = string.Concat(lines.Select(e => string.Concat(e.Select(l => $"data:{(space ? " " : "")}{l}{end}")) + end));
            var expected = lines.Select(e => string.Join('\n', e)).ToList();
            var actual = await ReadAsync(text, cuts);
            return actual.SequenceEqual(expected, StringComparer.Ordinal);
        }, iter: 2000, threads: 1);
    }

    [Fact]
    public async Task An_event_beyond_the_limit_is_refused()
    {
        var text = "data: " + new string('x', 100_000) + "\n\n";
        using var reader = new EventStreamReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), maxEventBytes: 50_000);
        await Should.ThrowAsync<InvalidDataException>(async () => await reader.ReadAsync(default));

        using var larger = new EventStreamReader(new MemoryStream(Encoding.UTF8.GetBytes(text)), maxEventBytes: 200_000);
        (await larger.ReadAsync(default)).ShouldBeTrue();
        larger.Data.Length.ShouldBe(100_000);
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static async Task<List<string>> ReadAsync(string text, int[] cuts)
    {
        using var reader = new EventStreamReader(new CutStream(Encoding.UTF8.GetBytes(text), cuts));
        var events = new List<string>();
        while (await reader.ReadAsync(default))
        {
            events.Add(Encoding.UTF8.GetString(reader.Data.Span));
        }

        return events;
    }

    /// <summary>Hands out a few bytes at a time.</summary>
    private sealed class CutStream(byte[] bytes, int[] cuts) : MemoryStream(bytes)
    {
        private int _next;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var most = _next < cuts.Length ? cuts[_next++] : buffer.Length;
            return base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
        }
    }
}
