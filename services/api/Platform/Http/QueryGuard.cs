using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Http;

/// <summary>Refuses NUL in the address, as bodies refuse it: it is no text, and PostgreSQL would fail on it.</summary>
internal sealed class QueryGuard(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) != true
            || !request.Path.StartsWithSegments("/api/v1", StringComparison.OrdinalIgnoreCase))
        {
            return next(http);
        }

        var errors = request.Query.Where(parameter => parameter.Value.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true))
            .Select(parameter => new FieldError($"/{parameter.Key}", "invalid", "Text must not contain NUL."))
            .ToList();
        return errors.Count > 0 ? Problem.Invalid(errors).ExecuteAsync(http) : next(http);
    }
}
