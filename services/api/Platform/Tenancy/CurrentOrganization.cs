namespace Agentes.Platform.Tenancy;

/// <summary>The organization on whose behalf this scope (a request, a turn of a grain, a job) works.</summary>
/// <remarks>
/// Reading it unset throws: a query that forgot the tenant must fail, never return everybody's rows.
/// It can be entered once; a scope that could change its tenant midway could mix two.
/// </remarks>
public sealed class CurrentOrganization
{
    private Guid? _id;

    public CurrentOrganization()
    {
    }

    public CurrentOrganization(Guid id) => _id = id;

    public bool IsSet => _id is not null;

    public Guid Id => _id
        ?? throw new InvalidOperationException("No organization is set for this scope. Enter one before touching tenant data.");

    public void Enter(Guid organizationId)
    {
        if (_id is { } current && current != organizationId)
        {
            throw new InvalidOperationException("This scope already works for another organization.");
        }

        _id = organizationId;
    }
}
