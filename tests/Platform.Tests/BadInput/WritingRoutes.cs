using Agentes.Platform.Tests.Security;

namespace Agentes.Platform.Tests.BadInput;

/// <summary>A route that takes JSON, with a body that it accepts.</summary>
/// <param name="Text">A member of that body that is a text, at the top.</param>
public sealed record WritingRoute(string Name, HttpMethod Method, string Path, string Valid, string Text)
{
    public bool IsList => Valid.StartsWith('[');
}

/// <summary>
/// Every route that a body can be sent to, filled for an organization. The walk over the router's routes proves that none
/// is missing.
/// </summary>
public static class WritingRoutes
{
    public static List<WritingRoute> Of(Tenant tenant)
    {
        var (ids, post, patch) = (tenant.Ids, HttpMethod.Post, HttpMethod.Patch);
        return
        [
            new("CreateAgent", post, "agents", """{"name":"Vendas","draft":{"tier_cap":2,"tools":["a"]}}""", "name"),
            new("UpdateAgent", patch, $"agents/{ids["agents"]}", """{"name":"Vendas","draft":{"tier_cap":3}}""", "name"),
            new("CreateContact", post, "contacts", """{"name":"Ana","attributes":{"a":[1,{"b":null}]}}""", "name"),
            new("UpdateContact", patch, $"contacts/{ids["contacts"]}", """{"name":"Ana","lifetime_value":10.5}""", "name"),
            new("AddIdentity", post, $"contacts/{ids["contacts"]}/identities", """{"value":"+5511988887777","kind":"phone"}""", "value"),
            new("StartConversation", post, "conversations", $$"""{"subject":"Oi","agent_id":"{{ids["agents"]}}"}""", "subject"),
            new("RenameConversation", patch, $"conversations/{ids["conversations"]}", """{"subject":"Oi"}""", "subject"),
            new("SendMessage", post, $"conversations/{ids["conversations"]}/messages", """{"text":"Oi"}""", "text"),
            new("ReplyAsMember", post, $"conversations/{ids["conversations"]}/replies", """{"text":"Oi"}""", "text"),
            new("CreateProduct", post, "products", """{"sku":"A-1","name":"Fogão","price":1299.9,"tags":["a"]}""", "sku"),
            new("UpdateProduct", patch, $"products/{ids["products"]}", """{"name":"Fogão","stock":3}""", "name"),
            new("ImportProducts", post, "products/import", """[{"sku":"B-1","name":"Fogão","price":1299.9}]""", "sku"),
            new("CreateKnowledge", post, "knowledge", """{"title":"Entrega","content":"Em 3 dias."}""", "title"),
            new("UpdateKnowledge", patch, $"knowledge/{ids["knowledge"]}", """{"title":"Entrega"}""", "title"),
            new("ImportKnowledge", post, "knowledge/import", """[{"title":"Troca","content":"Em 7 dias."}]""", "title"),
            new("RecordConversion", post, "conversions", $$"""{"goal":"compra","contact_id":"{{ids["contacts"]}}"}""", "goal"),
            new("UpdateOrganization", patch, "organizations/current", """{"name":"Loja"}""", "name"),
            new("ChangeMemberRole", patch, $"members/{ids["members"]}", """{"role":"viewer"}""", "role"),
            new("InviteMember", post, "invitations", """{"email":"nova@example.com","role":"viewer"}""", "email"),
            new("CreateApiKey", post, "api-keys", """{"name":"Nova","scopes":["agents:read"]}""", "name"),

            new("UpdateApiKey", patch, $"api-keys/{ids["api-keys"]}", """{"team":"vendas","models":["tier1-*"]}""", "team"),
            new("CreateModelLimit", post, "model-limits", """{"level":"team","subject":"vendas","rpm":60,"budget_usd":1.5,"window":"day"}""", "subject"),
            new("UpdateModelLimit", patch, $"model-limits/{ids["model-limits"]}", """{"model":"tier1-*","tpm":60000}""", "model"),

            // Last: without a body it is as good as with one, so it is given back at most once.
            new("HandBackConversation", post, $"conversations/{ids["conversations"]}/handback", """{"note":"Oi"}""", "note"),
        ];
    }

    /// <summary>Routes for a person who need not be in any organization.</summary>
    public static List<WritingRoute> OfPersons() =>
    [
        new("CreateOrganization", HttpMethod.Post, "organizations", """{"name":"Loja"}""", "name"),
        new("AcceptInvitation", HttpMethod.Post, "invitations/accept", """{"token":"nenhum"}""", "token"),
    ];
}
