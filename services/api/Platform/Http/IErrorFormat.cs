using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Http;

/// <summary>On a route whose callers expect errors in another shape than problem details.</summary>
public interface IErrorFormat
{
    /// <summary>Writes status and body.</summary>
    Task WriteAsync(HttpContext http, int status, string code, string detail);
}
