using System.Globalization;
using Agentes.Platform.Data;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Http;

/// <summary>Optimistic concurrency over HTTP: ETag out, If-Match in, 412 when somebody was faster.</summary>
internal static class ETags
{
    public static void Send(HttpContext http, Entity entity) => Send(http, entity.Version);

    public static void Send(HttpContext http, uint version) => http.Response.Headers.ETag = Of(version);

    /// <summary>Null when the caller may go on: he sent no If-Match, or the current one.</summary>
    public static ProblemHttpResult? Check(HttpContext http, Entity entity) => Check(http, entity.Version);

    public static ProblemHttpResult? Check(HttpContext http, uint version)
    {
        var expected = http.Request.Headers.IfMatch.ToString();
        return expected.Length == 0 || expected == "*" || expected == Of(version)
            ? null
            : Problem.Of(
                StatusCodes.Status412PreconditionFailed,
                "version_conflict",
                "It was changed meanwhile; read it again and repeat the change.");
    }

    private static string Of(uint version) => string.Create(CultureInfo.InvariantCulture, $"\"{version:x}\"");
}
