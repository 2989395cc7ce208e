using Agentes.ModelGateway.Faces.OpenAI;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Models;

/// <summary>Errors of our own pipeline (keys, scopes, limits, sizes) in OpenAI's shape, so that its clients throw the right exception.</summary>
internal sealed class OpenAIErrorFormat : IErrorFormat
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
        return OpenAIResponse.FailAsync(http, new OpenAIFailure(status, type, status is 401 ? "invalid_api_key" : code, detail));
    }
}
