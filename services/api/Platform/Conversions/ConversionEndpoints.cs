using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Conversions;

internal static class ConversionEndpoints
{
    public static void MapConversions(this RouteGroupBuilder v1)
    {
        var conversions = v1.MapGroup("/conversions").WithTags("Conversions");
        conversions.MapGet("/", ListConversions.Handle).WithName("ListConversions").RequireScope(Scopes.ConversionsRead);
        conversions.MapPost("/", RecordConversion.Handle).WithName("RecordConversion").RequireScope(Scopes.ConversionsWrite);
    }
}
