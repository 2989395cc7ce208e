using Agentes.ModelGateway.Faces;
using Agentes.ModelGateway.Faces.Anthropic;
using Agentes.ModelGateway.Faces.OpenAI;
using Agentes.ModelGateway.Faces.Responses;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Models;

/// <summary>
/// The model gateway for programs that were written for OpenAI or Anthropic: they change the base URL and the key. Not part of the
/// platform's own document, because other documents describe these routes.
/// </summary>
internal static class ModelEndpoints
{
    /// <summary>Images and documents travel inside of the JSON. Anthropic's limit is 32 MB, OpenAI's clients rarely come near it.</summary>
    private const long LargestBody = 32 * 1024 * 1024;

    public static void MapModels(this IEndpointRouteBuilder routes)
    {
        var v1 = routes.MapGroup("/v1").WithTags("Models").ExcludeFromDescription().WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        var openAI = v1.MapGroup("").WithMetadata(new OpenAIErrorFormat());
        openAI.MapReplies("/chat/completions", ChatRequest.Read);
        openAI.MapReplies("/responses", ResponsesRequest.Read);
        openAI.MapReplies("/embeddings", EmbeddingsRequest.Read);
        var anthropic = v1.MapGroup("").WithMetadata(new AnthropicErrorFormat());
        anthropic.MapReplies("/messages", (body, headers) => MessagesRequest.Read(body, headers["anthropic-version"], headers["anthropic-beta"]));
        anthropic.MapPost("/messages/count_tokens", CountMessageTokens.Handle).RequireScope(Scopes.ModelsUse);
        openAI.MapGet("/models", ListModels.Handle).RequireScope(Scopes.ModelsUse);
        openAI.MapGet("/models/{**id}", GetModel.Handle).RequireScope(Scopes.ModelsUse);
    }

    private static void MapReplies(this IEndpointRouteBuilder routes, string pattern, Func<ReadOnlyMemory<byte>, FaceRequest> read) =>
        routes.MapReplies(pattern, (body, _) => read(body));

    private static void MapReplies(
        this IEndpointRouteBuilder routes, string pattern, Func<ReadOnlyMemory<byte>, IHeaderDictionary, FaceRequest> read)
    {
        RequestDelegate handle = http => CreateReply.HandleAsync(http, read);
        routes.MapPost(pattern, handle).RequireScope(Scopes.ModelsUse).DisableValidation();
    }
}
