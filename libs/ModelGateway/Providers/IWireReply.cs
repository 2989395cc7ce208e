namespace Agentes.ModelGateway.Providers;

/// <summary>Folds the events of one reply on one wire into deltas and knows whether the reply is whole.</summary>
internal interface IWireReply
{
    /// <summary>What the last event said; reused by the next one.</summary>
    List<ModelDelta> Deltas { get; }

    /// <summary>The wire's own end mark was read: nothing comes after it.</summary>
    bool Done { get; }

    /// <param name="data">One event, or one piece of a whole reply.</param>
    /// <param name="cutOff">The bytes ended inside this event.</param>
    /// <exception cref="ProviderException">The event is an error or cannot be read.</exception>
    void Read(ReadOnlySpan<byte> data, bool cutOff);

    /// <exception cref="ProviderException">The reply was cut.</exception>
    void EnsureFinished();

    /// <summary>Events in a reply that came in one piece; on most wires it is one.</summary>
    IReadOnlyList<(ReadOnlyMemory<byte> Json, bool CutOff)> Split(ReadOnlyMemory<byte> whole) => [(whole, false)];
}
