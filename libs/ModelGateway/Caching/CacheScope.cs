namespace Agentes.ModelGateway.Caching;

/// <summary>
/// The part of the cache that one call can see. It comes from the scope of a call and from nothing else, and every key holds one: what is
/// kept for nobody, or looked for in everybody's, cannot be written down.
/// </summary>
internal sealed record CacheScope
{
    private CacheScope(Guid tenantId, string division) => (TenantId, Division) = (tenantId, division);

    public Guid TenantId { get; }

    /// <summary>The namespace; empty for none.</summary>
    public string Division { get; }

    public static CacheScope Of(CallScope scope, string? division) => new(scope.TenantId, division ?? "");
}

/// <summary>Where one reply is kept.</summary>
/// <param name="Scope">Whose it is.</param>
/// <param name="Hash">Hash of everything that can change the reply, and of the division, in hex.</param>
internal sealed record CacheKey(CacheScope Scope, string Hash)
{
    /// <summary>As a store sees it. Whatever callers write is in the hash alone.</summary>
    public string Name { get; } = $"{Scope.TenantId:N}:{Hash}";
}
