using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Http;

/// <summary>Refuses a cursor that we did not give out, before a handler sees it. Routes that have no pages do not know of it.</summary>
internal static class PageFilter
{
    public static TBuilder CheckCursors<TBuilder>(this TBuilder routes)
        where TBuilder : IEndpointConventionBuilder => routes.AddEndpointFilterFactory((handler, next) =>
    {
        var at = Array.FindIndex(handler.MethodInfo.GetParameters(), parameter => parameter.ParameterType == typeof(PageQuery));
        return at < 0 ? next : context => context.GetArgument<PageQuery?>(at)?.Cursor is { } text && !Cursor.TryParse(text, out _)
            ? ValueTask.FromResult<object?>(Problem.Invalid("/cursor", "invalid", "This cursor did not come from page.next_cursor of this list."))
            : next(context);
    });
}
