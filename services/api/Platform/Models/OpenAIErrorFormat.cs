using Agentes.ModelGateway;
using Agentes.ModelGateway.Faces;
using Agentes.ModelGateway.Faces.OpenAI;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Models;

/// <summary>Errors in OpenAI's shape, those of our own pipeline (keys, scopes, limits, sizes) too, so that its clients throw the right exception.</summary>
internal sealed class OpenAIErrorFormat : IModelErrorFormat
{
    public Task WriteAsync(HttpContext http, int status, string code, string detail)
    {
        var type = status switch
        {
            401 => "authentication_error",
            403 => "permission_error",
            429 => "rate_limit_error",
            >= 500 => "server_error",
            _ => "invalid_request_error",
        };
        return FailAsync(http, new OpenAIFailure(status, type, status is 401 ? "invalid_api_key" : code, detail));
    }

    public Task FailAsync(HttpContext http, FaceException bad) => FailAsync(http, OpenAIFailure.Of(bad));

    public Task FailAsync(HttpContext http, ModelGatewayException failed) => FailAsync(http, OpenAIFailure.Of(failed));

    public static Task FailAsync(HttpContext http, OpenAIFailure failure) =>
        ReplyHeaders.FailAsync(http, failure.Status, failure.RetryAfter, failure.Write);
}
