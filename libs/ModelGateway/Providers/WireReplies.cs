using System.Runtime.CompilerServices;

namespace Agentes.ModelGateway.Providers;

/// <summary>Reads the body of an accepted request: events, or, from servers that ignore the wish for them, JSON in one piece.</summary>
internal static class WireReplies
{
    /// <param name="response">Its body is read to the end of the reply.</param>
    /// <param name="reply">Folds the events.</param>
    /// <param name="ct">Ends the call.</param>
    /// <exception cref="ProviderException">The reply is an error, cannot be read, or was cut.</exception>
    public static async IAsyncEnumerable<ModelDelta> ReadAsync(
        HttpResponseMessage response, IWireReply reply, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        if (response.Content.Headers.ContentType?.MediaType is "application/json")
        {
            using var whole = new MemoryStream();
            await body.CopyToAsync(whole, ct);
            foreach (var (json, cutOff) in reply.Split(whole.GetBuffer().AsMemory(0, (int)whole.Length)))
            {
                reply.Read(json.Span, cutOff);
                foreach (var delta in reply.Deltas)
                {
                    yield return delta;
                }
            }
        }
        else
        {
            using var events = new EventStreamReader(body);
            while (!reply.Done && await events.ReadAsync(ct))
            {
                reply.Read(events.Data.Span, events.CutOff);
                foreach (var delta in reply.Deltas)
                {
                    yield return delta;
                }
            }
        }

        reply.EnsureFinished();
    }
}
