namespace Agentes.ModelGateway.Providers;

/// <summary>
/// The caller's own bytes and the wire that they are written for. A provider of that wire gets them with only the model exchanged, and its
/// answer goes back as it is, so members that nobody here knows survive.
/// </summary>
/// <param name="Wire">Wire of the caller.</param>
/// <param name="Bytes">The body; must not change while the call runs. Empty where only the translated form may be sent.</param>
internal readonly record struct OriginalRequest(Wire Wire, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Version of the protocol that the caller speaks; null where the wire has none.</summary>
    public string? Version { get; init; }

    /// <summary>True when a provider of this wire can be given the bytes.</summary>
    public bool IsFor(Wire wire) => Wire == wire && !Bytes.IsEmpty;
}
