using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Http;

/// <summary>Refuses NUL in the address, as bodies refuse it: it is no text, and PostgreSQL would fail on it.</summary>
internal sealed class QueryFilter : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) != true)
        {
            return next(context);
        }

        var errors = request.Query.Where(parameter => parameter.Value.Any(value => value?.Contains('\0', StringComparison.Ordinal) == true))
            .Select(parameter => new FieldError($"/{parameter.Key}", "invalid", "Text must not contain NUL."))
            .ToList();
        return errors.Count > 0 ? ValueTask.FromResult<object?>(Problem.Invalid(errors)) : next(context);
    }
}
