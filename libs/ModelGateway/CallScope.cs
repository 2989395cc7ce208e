using Agentes.ModelGateway.Admission;

namespace Agentes.ModelGateway;

/// <summary>
/// Whose call it is. The gateway does not know what stands behind the ids; it keeps caches, limits and accounts of different tenants apart.
/// </summary>
/// <param name="TenantId">Who pays. Nothing that is kept is ever shared between two of them.</param>
public sealed record CallScope(Guid TenantId)
{
    /// <summary>Credential that makes the call; null where the program itself calls on the tenant's behalf.</summary>
    public Guid? KeyId { get; init; }

    /// <summary>Group of credentials that share limits; null when the credential is in none.</summary>
    public string? Team { get; init; }

    /// <summary>Opaque id of the person at the other end; null when the caller named none.</summary>
    public string? EndUser { get; init; }

    /// <summary>Models that the credential may use; null for all.</summary>
    public ModelAllowList? Models { get; init; }

    /// <summary>Conversation that the call is part of; null outside of one. It is written down with the call and decides nothing.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>Message that the call answers; null outside of a conversation. It is written down with the call and decides nothing.</summary>
    public Guid? MessageId { get; init; }
}
