using System.Globalization;
using Agentes.ModelGateway.Faces.Anthropic;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Models;

/// <summary>Errors in Anthropic's shape.</summary>
internal sealed class AnthropicErrorFormat : IErrorFormat
{
    public Task WriteAsync(HttpContext http, int status, string code, string detail) =>
        FailAsync(http, AnthropicFailure.OfStatus(status, detail));

    public static async Task FailAsync(HttpContext http, AnthropicFailure failure)
    {
        var response = http.Response;
        response.StatusCode = failure.Status;
        response.ContentType = "application/json";
        if (failure.RetryAfter is { } wait)
        {
            response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        if (failure.Status >= 500)
        {
            response.Headers["x-should-retry"] = "false";
        }

        failure.Write(response.BodyWriter);
        await response.BodyWriter.FlushAsync(http.RequestAborted);
    }
}
