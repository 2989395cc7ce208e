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
        var plan = AnthropicOriginal.Fits(deployment, call) ? null : new AnthropicPlan(deployment, call);
        using var request = CreateRequest(deployment, call, plan);
        using var response = await http.SendAsync(request, ct);
        if (!response.IsSuccessStatusCode)
        {
            throw new ProviderException(await AnthropicFailures.ReadAsync(response, time, ct));
        }

        await foreach (var delta in WireReplies.ReadAsync(response, plan is null ? new AnthropicRelay() : new AnthropicReply(plan), ct))
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

    private static HttpRequestMessage CreateRequest(ModelDeployment deployment, ModelCall call, AnthropicPlan? plan)
    {
        var body = plan is null ? AnthropicOriginal.Rewrite(deployment, call) : AnthropicWire.Write(plan);
        var request = new HttpRequestMessage(HttpMethod.Post, AddressOf(deployment.ApiBase!))
        {
            Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = JsonContent } },
        };
        if (plan is not null || !call.Buffered)
        {
            request.Headers.Accept.Add(EventStream);
        }

        AnthropicHeaders.Write(request, deployment, call.Options, plan?.Version ?? AnthropicOriginal.VersionOf(call));
        return request;
    }
}
