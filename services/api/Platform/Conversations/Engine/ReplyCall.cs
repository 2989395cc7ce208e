using System.Globalization;
using Agentes.ModelGateway;
using Agentes.ModelGateway.Caching;
using Microsoft.Extensions.AI;

namespace Agentes.Platform.Conversations.Engine;

/// <summary>What the call of a model for a reply is told besides the messages.</summary>
internal static class ReplyCall
{
    private static readonly CacheWish Alike = new() { Semantic = true, UseCache = true };

    /// <summary>A conversation stays with a deployment, whose prompt cache knows its beginning.</summary>
    public static ChatOptions Options(ReplyContext context, string group, string language, Guid conversationId)
    {
        var options = new ChatOptions { ModelId = group }
            .WithGrounding(context.ToGrounding(language))
            .WithAffinity(conversationId.ToString("N", CultureInfo.InvariantCulture));
        return MayBeShared(context) ? options.WithCache(Alike) : options;
    }

    // What a model is told of a known customer must not come back to another one. The gateway itself looks for such data in the messages.
    private static bool MayBeShared(ReplyContext context) =>
        context.Agent.Settings is { SemanticCache: true, Tools.Length: 0 } && context.Contact is { Name: null, Attributes.Count: 0 };
}
