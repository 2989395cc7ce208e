using Orleans.Runtime;

namespace Agentes.Platform.Conversations.Engine;

/// <summary>The way to a conversation's grain.</summary>
/// <remarks>
/// Orleans looks the types behind a grain interface up by reflection whenever a reference is asked for. They never change, and every
/// message asks, so they are looked up once.
/// </remarks>
internal static class ConversationGrains
{
    private static GrainTypes? _types;

    public static IConversationGrain Conversation(this IGrainFactory grains, Guid id)
    {
        if (_types is { } known)
        {
            return (IConversationGrain)grains.GetGrain(GrainId.Create(known.Grain, GrainIdKeyExtensions.CreateGuidKey(id)), known.Interface);
        }

        var first = grains.GetGrain<IConversationGrain>(id);
        _types = new GrainTypes(first.GetGrainId().Type, ((GrainReference)first).InterfaceType);
        return first;
    }

    private sealed record GrainTypes(GrainType Grain, GrainInterfaceType Interface);
}
