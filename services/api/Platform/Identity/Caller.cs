using System.Collections.Frozen;
using Agentes.ModelGateway.Admission;
using Agentes.Platform.Organizations;

namespace Agentes.Platform.Identity;

/// <summary>Who sent this request: a member with his role's scopes, or an API key with its own. Scoped; filled by authentication.</summary>
public sealed class Caller
{
    /// <summary>The person behind the request, when there is one.</summary>
    public Guid? UserId { get; private set; }

    public Guid? MemberId { get; private set; }

    /// <summary>The role of a member; API keys have scopes only.</summary>
    public Role? Role { get; private set; }

    public Guid? ApiKeyId { get; private set; }

    public string? Email { get; private set; }

    /// <summary>What the person calls himself, when his login says so.</summary>
    public string? Name { get; private set; }

    public FrozenSet<string> Scopes { get; private set; } = [];

    /// <summary>Models that an API key may use; null for all.</summary>
    public ModelAllowList? Models { get; private set; }

    /// <summary>The team that an API key is in.</summary>
    public string? Team { get; private set; }

    public void BecomeUser(Guid userId, string? email, string? name)
    {
        UserId = userId;
        Email = email;
        Name = name;
    }

    public void BecomeMember(Guid memberId, Role role)
    {
        MemberId = memberId;
        Role = role;
        Scopes = Identity.Scopes.Of(role);
    }

    internal void BecomeApiKey(ApiKeyGrant grant)
    {
        ApiKeyId = grant.Id;
        Scopes = grant.Scopes;
        Models = grant.Models;
        Team = grant.Team;
    }

    public bool Has(string scope) => Scopes.Contains(scope);
}
