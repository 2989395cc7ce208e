using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>Google's generateContent, streamed as server-sent events.</summary>
internal sealed class GeminiProvider(HttpMessageInvoker http, TimeProvider time) : IModelProvider
{
    private static readonly MediaTypeHeaderValue JsonContent = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue EventStream = new("text/event-stream");

    public async IAsyncEnumerable<ModelDelta> StreamAsync(
        ModelDeployment deployment, ModelCall call, [EnumeratorCancellation] CancellationToken ct)
    {
        using var request = CreateRequest(deployment, call);
        using var response = await http.SendAsync(request, ct);
        if (!response.IsSuccessStatusCode)
        {
            throw new ProviderException(await GeminiFailures.ReadAsync(response, time, ct));
        }

        await using var body = await response.Content.ReadAsStreamAsync(ct);
        var reply = new GeminiReply();
        if (response.Content.Headers.ContentType?.MediaType is "application/json")
        {
            // Whoever ignores "alt=sse" sends the same pieces as one array.
            using var whole = new MemoryStream();
            await body.CopyToAsync(whole, ct);
            foreach (var (json, cutOff) in GeminiArray.Split(whole.GetBuffer().AsMemory(0, (int)whole.Length)))
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
            while (await events.ReadAsync(ct))
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

    private static HttpRequestMessage CreateRequest(ModelDeployment deployment, ModelCall call)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, GeminiAddress.Of(deployment))
        {
            Content = new ReadOnlyMemoryContent(GeminiWire.Write(deployment, call)) { Headers = { ContentType = JsonContent } },
        };
        request.Headers.Accept.Add(EventStream);
        if (deployment.ApiKey is { } key)
        {
            request.Headers.TryAddWithoutValidation("x-goog-api-key", key.Reveal());
        }

        foreach (var (name, value) in deployment.ExtraHeaders)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
