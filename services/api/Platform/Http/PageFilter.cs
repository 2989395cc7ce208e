using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Http;

/// <summary>Refuses a cursor that we did not give out, before a handler sees it.</summary>
internal sealed class PageFilter : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var page = context.Arguments.OfType<PageQuery>().FirstOrDefault();
        return page?.Cursor is { } text && !Cursor.TryParse(text, out _)
            ? Problem.Invalid("/cursor", "invalid", "This cursor did not come from page.next_cursor of this list.")
            : await next(context);
    }
}
