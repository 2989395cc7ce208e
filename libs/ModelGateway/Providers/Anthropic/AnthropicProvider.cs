using System.Net.Http.Headers;
using System.Runtime.CompilerServices;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>Anthropic's Messages, in the versions 2023-06-01 and 2026-10-21.</summary>
internal sealed class AnthropicProvider(HttpMessageInvoker http, TimeProvider time) : IModelProvider
{
    private static readonly MediaTypeHeaderValue JsonContent = new("application/json");
    private static readonly MediaTypeWithQualityHeaderValue EventStream = new("text/event-stream");

    public async IAsyncEnumerable<ModelDelta> StreamAsync(
        ModelDeployment deployment, ModelCall call, [EnumeratorCancellation] CancellationToken ct)
    {
        var plan = new AnthropicPlan(deployment, call);
        using var request = CreateRequest(plan);
        using var response = await http.SendAsync(request, ct);
        if (!response.IsSuccessStatusCode)
        {
            throw new ProviderException(await AnthropicFailures.ReadAsync(response, time, ct));
        }

        await foreach (var delta in WireReplies.ReadAsync(response, new AnthropicReply(plan), ct))
        {
            yield return delta;
        }
    }

    /// <summary>The address of the operation, whether or not the configured root already ends in the API's own version.</summary>
    public static string AddressOf(Uri apiBase)
    {
        var root = apiBase.AbsoluteUri.TrimEnd('/');
        return root.EndsWith("/v1", StringComparison.OrdinalIgnoreCase) ? root + "/messages" : root + "/v1/messages";
    }

    private static HttpRequestMessage CreateRequest(AnthropicPlan plan)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(plan.Deployment.ApiBase!))
        {
            Content = new ReadOnlyMemoryContent(AnthropicWire.Write(plan)) { Headers = { ContentType = JsonContent } },
        };
        request.Headers.Accept.Add(EventStream);
        AnthropicHeaders.Write(request, plan);
        return request;
    }
}
