using System.Collections.Frozen;
using Agentes.Platform.Organizations;

namespace Agentes.Platform.Identity;

/// <summary>Permission strings of API keys, and which of them each role of a member implies.</summary>
public static class Scopes
{
    public const string AgentsRead = "agents:read";
    public const string AgentsWrite = "agents:write";
    public const string ContactsRead = "contacts:read";
    public const string ContactsWrite = "contacts:write";
    public const string ConversationsRead = "conversations:read";
    public const string ConversationsWrite = "conversations:write";
    public const string ProductsRead = "products:read";
    public const string ProductsWrite = "products:write";
    public const string KnowledgeRead = "knowledge:read";
    public const string KnowledgeWrite = "knowledge:write";
    public const string ConversionsRead = "conversions:read";
    public const string ConversionsWrite = "conversions:write";
    public const string OrganizationRead = "organization:read";
    public const string OrganizationWrite = "organization:write";
    public const string ApiKeysWrite = "api_keys:write";
    public const string OperationsRead = "operations:read";
    public const string OperationsWrite = "operations:write";

    /// <summary>Calls to the model gateway under /v1, which cost money.</summary>
    public const string ModelsUse = "models:use";

    /// <summary>Which models there are, how they stand, what they cost and what was spent on them.</summary>
    public const string ModelsRead = "models:read";

    /// <summary>Limits on what may be spent on models.</summary>
    public const string ModelsWrite = "models:write";

    public static readonly FrozenSet<string> All =
    [
        AgentsRead, AgentsWrite, ContactsRead, ContactsWrite, ConversationsRead, ConversationsWrite, ProductsRead, ProductsWrite,
        KnowledgeRead, KnowledgeWrite, ConversionsRead, ConversionsWrite, OrganizationRead, OrganizationWrite, ApiKeysWrite,
        OperationsRead, OperationsWrite, ModelsUse, ModelsRead, ModelsWrite,
    ];

    private static readonly FrozenSet<string> Reading =
    [
        AgentsRead, ContactsRead, ConversationsRead, ProductsRead, KnowledgeRead, ConversionsRead, OrganizationRead,
    ];

    private static readonly FrozenDictionary<Role, FrozenSet<string>> OfRoles = new Dictionary<Role, FrozenSet<string>>
    {
        [Role.Owner] = All,
        [Role.Admin] = All,
        [Role.Manager] =
        [
            .. Reading, AgentsWrite, ContactsWrite, ConversationsWrite, ProductsWrite, KnowledgeWrite, ConversionsWrite, OperationsRead,
            ModelsUse, ModelsRead,
        ],
        [Role.Agent] = [.. Reading, ContactsWrite, ConversationsWrite, ConversionsWrite],
        [Role.Analyst] = [.. Reading, OperationsRead, ModelsRead],
        [Role.Viewer] = Reading,
    }.ToFrozenDictionary();

    public static FrozenSet<string> Of(Role role) => OfRoles[role];
}
