using System.Buffers;
using System.IO.Pipelines;

namespace Agentes.Bench.FakeUpstream;

/// <summary>The two members of a chat completion request that change the answer.</summary>
internal readonly record struct ChatRequest(bool Stream, bool IncludeUsage)
{
    /// <summary>
    /// Reads the whole body and looks for the members in its bytes. A quote inside a message's text is escaped there, so the quoted
    /// name can only be the member itself.
    /// </summary>
    public static async ValueTask<ChatRequest> ReadAsync(PipeReader body, CancellationToken ct)
    {
        while (true)
        {
            var read = await body.ReadAsync(ct);
            if (read.IsCompleted)
            {
                var request = Parse(read.Buffer);
                body.AdvanceTo(read.Buffer.End);
                return request;
            }

            body.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static ChatRequest Parse(ReadOnlySequence<byte> body)
    {
        if (body.IsSingleSegment)
        {
            return Parse(body.FirstSpan);
        }

        var length = (int)body.Length;
        var whole = ArrayPool<byte>.Shared.Rent(length);
        body.CopyTo(whole);
        var request = Parse(whole.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(whole);
        return request;
    }

    private static ChatRequest Parse(ReadOnlySpan<byte> body) => new(IsTrue(body, "\"stream\""u8), IsTrue(body, "\"include_usage\""u8));

    private static bool IsTrue(ReadOnlySpan<byte> body, ReadOnlySpan<byte> member)
    {
        var at = body.IndexOf(member);
        return at >= 0 && body[(at + member.Length)..].TrimStart(" \t\r\n:"u8).StartsWith("true"u8);
    }
}
