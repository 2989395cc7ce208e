using System.Collections.Frozen;

namespace Agentes.Platform.Identity;

/// <summary>Who sent this request: a member with his role's scopes, or an API key with its own. Scoped; filled by authentication.</summary>
public sealed class Caller
{
    private FrozenSet<string> _scopes = [];

    /// <summary>The person behind the request, when there is one.</summary>
    public Guid? UserId { get; private set; }

    public Guid? MemberId { get; private set; }

    public Guid? ApiKeyId { get; private set; }

    public string? Email { get; private set; }

    public void BecomeUser(Guid userId, string? email)
    {
        UserId = userId;
        Email = email;
    }

    public void BecomeMember(Guid memberId, FrozenSet<string> scopes)
    {
        MemberId = memberId;
        _scopes = scopes;
    }

    public void BecomeApiKey(Guid apiKeyId, FrozenSet<string> scopes)
    {
        ApiKeyId = apiKeyId;
        _scopes = scopes;
    }

    public bool Has(string scope) => _scopes.Contains(scope);
}
