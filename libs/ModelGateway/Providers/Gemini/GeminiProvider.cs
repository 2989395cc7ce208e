using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using Agentes.ModelGateway.Accounting;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.Gemini;

/// <summary>Google's generateContent, streamed as server-sent events, and its embeddings.</summary>
internal sealed class GeminiProvider(HttpMessageInvoker http, TimeProvider time) : IModelProvider
{
    private static readonly MediaTypeHeaderValue JsonContent = new("application/json");

    public async IAsyncEnumerable<ModelDelta> StreamAsync(
        ModelDeployment deployment, ModelCall call, [EnumeratorCancellation] CancellationToken ct)
    {
        if (call.Embedding is { } input)
        {
            yield return await EmbedAsync(deployment, input, ct);
            yield break;
        }

        using var response = await SendAsync(deployment, "streamGenerateContent?alt=sse", GeminiWire.Write(deployment, call), ct);
        await foreach (var delta in WireReplies.ReadAsync(response, new GeminiReply(), ct))
        {
            yield return delta;
        }
    }

    private async ValueTask<ModelDelta> EmbedAsync(ModelDeployment deployment, EmbeddingCall input, CancellationToken ct)
    {
        if (input.Tokens.Count > 0)
        {
            throw new ProviderException(new ModelFailure(FailureClass.InvalidRequest, "the provider embeds texts, not tokens"));
        }

        var vectors = new List<ReadOnlyMemory<float>>(input.Count);
        TokenUsage? usage = null;
        foreach (var texts in input.Texts.Chunk(GeminiEmbeddings.MostInputs))
        {
            var body = GeminiEmbeddings.Write(GeminiAddress.PathOf(deployment.Model), texts, input.Dimensions);
            using var response = await SendAsync(deployment, "batchEmbedContents", body, ct);
            var counted = GeminiEmbeddings.Read(await response.Content.ReadAsByteArrayAsync(ct), vectors);
            usage = counted is null ? usage : counted with { InputTokens = counted.InputTokens + (usage?.InputTokens ?? 0) };
        }

        return vectors.Count == input.Count && vectors.TrueForAll(vector => !vector.IsEmpty)
            ? new ModelDelta { Embeddings = vectors, Usage = usage, FinishReason = ChatFinishReason.Stop }
            : throw new ProviderException(
                new ModelFailure(FailureClass.Malformed, $"{vectors.Count} embeddings came for {input.Count} inputs"));
    }

    private async ValueTask<HttpResponseMessage> SendAsync(
        ModelDeployment deployment, string operation, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        using var request = CreateRequest(deployment, operation, body);
        var response = await http.SendAsync(request, ct);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw new ProviderException(await GeminiFailures.ReadAsync(response, time, ct));
        }
    }

    private static HttpRequestMessage CreateRequest(ModelDeployment deployment, string operation, ReadOnlyMemory<byte> body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, GeminiAddress.Of(deployment, operation))
        {
            Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = JsonContent } },
        };
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
