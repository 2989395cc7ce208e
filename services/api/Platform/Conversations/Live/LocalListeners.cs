using System.Collections.Concurrent;
using Orleans.Runtime;

namespace Agentes.Platform.Conversations.Live;

/// <summary>The open streams of this process: a conversation that lives here too tells them without a message through the cluster.</summary>
internal sealed class LocalListeners
{
    private readonly ConcurrentDictionary<GrainId, IConversationObserver> _listeners = new();

    public void Add(IConversationObserver reference, IConversationObserver listener) => _listeners[reference.GetGrainId()] = listener;

    public void Remove(IConversationObserver reference) => _listeners.TryRemove(reference.GetGrainId(), out _);

    /// <summary>The listener itself where it is in this process, else its reference.</summary>
    public IConversationObserver Nearest(IConversationObserver reference) => _listeners.GetValueOrDefault(reference.GetGrainId(), reference);
}
