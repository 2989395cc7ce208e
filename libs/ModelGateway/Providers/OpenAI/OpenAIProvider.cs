using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace Agentes.ModelGateway.Providers.OpenAI;

/// <summary>Chat completions as OpenAI and every compatible server speak them.</summary>
internal sealed class OpenAIProvider(HttpMessageInvoker http, TimeProvider time) : IModelProvider
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
            throw new ProviderException(await OpenAIFailures.ReadAsync(response, time, ct));
        }

        if (call.Embedding is { } input)
        {
            yield return OpenAIEmbeddings.Read(await response.Content.ReadAsByteArrayAsync(ct), input.Count);
            yield break;
        }

        await foreach (var delta in WireReplies.ReadAsync(response, new OpenAIReply(verbatim: call.Original.IsFor(Wire.OpenAI)), ct))
        {
            yield return delta;
        }
    }

    private static HttpRequestMessage CreateRequest(ModelDeployment deployment, ModelCall call)
    {
        var root = deployment.ApiBase!.AbsoluteUri.TrimEnd('/');
        var verbatim = call.Original.IsFor(Wire.OpenAI);
        var (path, body) = call switch
        {
            { Embedding: { } input } => ("/embeddings", OpenAIEmbeddings.Write(deployment, input)),
            _ when verbatim => ("/chat/completions", OpenAIOriginal.Rewrite(deployment, call)),
            _ => ("/chat/completions", OpenAIWire.Write(deployment, call)),
        };
        var request = new HttpRequestMessage(HttpMethod.Post, root + path)
        {
            Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = JsonContent } },
        };
        if (call.Embedding is null && !(verbatim && call.Buffered))
        {
            request.Headers.Accept.Add(EventStream);
        }

        if (deployment.ApiKey is { } key)
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key.Reveal());
        }

        foreach (var (name, value) in deployment.ExtraHeaders)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}
