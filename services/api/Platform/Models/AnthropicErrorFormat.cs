using Agentes.ModelGateway;
using Agentes.ModelGateway.Faces;
using Agentes.ModelGateway.Faces.Anthropic;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Models;

/// <summary>Errors in Anthropic's shape.</summary>
internal sealed class AnthropicErrorFormat : IModelErrorFormat
{
    public Task WriteAsync(HttpContext http, int status, string code, string detail) =>
        FailAsync(http, AnthropicFailure.OfStatus(status, detail));

    public Task FailAsync(HttpContext http, FaceException bad) => FailAsync(http, AnthropicFailure.Of(bad));

    public Task FailAsync(HttpContext http, ModelGatewayException failed) => FailAsync(http, AnthropicFailure.Of(failed));

    private static Task FailAsync(HttpContext http, AnthropicFailure failure) =>
        ReplyHeaders.FailAsync(http, failure.Status, failure.RetryAfter, failure.Write);
}
