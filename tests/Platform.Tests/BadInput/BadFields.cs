using Agentes.Platform.Tests.Security;

namespace Agentes.Platform.Tests.BadInput;

/// <summary>Well-formed JSON whose values break a rule, route by route.</summary>
internal static class BadFields
{
    private const string InvalidJson = "invalid_json";

    public static IEnumerable<BadRequest> Of(Tenant tenant) =>
        [.. Agents(tenant), .. Contacts(tenant), .. Conversations(tenant), .. Conversions(tenant), .. Organizations(tenant)];

    private static IEnumerable<BadRequest> Agents(Tenant tenant)
    {
        (string Body, string Code)[] rows =
        [
            ("""{"name":""}""", "validation_failed"),
            ($$"""{"name":"{{Text(101)}}"}""", "validation_failed"),
            ($$"""{"name":"a","description":"{{Text(501)}}"}""", "validation_failed"),
            ("""{"name":null}""", InvalidJson),
            ("""{"name":"a","draft":null}""", InvalidJson),
            ("""{"name":"a","draft":[]}""", InvalidJson),
            ("""{"name":"a","draft":{"tier_cap":0}}""", "validation_failed"),
            ("""{"name":"a","draft":{"tier_cap":5}}""", "validation_failed"),
            ("""{"name":"a","draft":{"tier_cap":"4"}}""", InvalidJson),
            ("""{"name":"a","draft":{"tier_cap":2.5}}""", InvalidJson),
            ("""{"name":"a","draft":{"tier_cap":99999999999}}""", InvalidJson),
            ("""{"name":"a","draft":{"tier_cap":1e400}}""", InvalidJson),
            ("""{"name":"a","draft":{"language":"fr"}}""", InvalidJson),
            ("""{"name":"a","draft":{"language":1}}""", InvalidJson),
            ("""{"name":"a","draft":{"quiet_window_ms":-1}}""", "validation_failed"),
            ("""{"name":"a","draft":{"quiet_window_ms":60001}}""", "validation_failed"),
            ("""{"name":"a","draft":{"context_token_budget":199}}""", "validation_failed"),
            ("""{"name":"a","draft":{"tools":"all"}}""", InvalidJson),
            ("""{"name":"a","draft":{"tools":[""]}}""", "validation_failed"),
            ("""{"name":"a","draft":{"tools":[null]}}""", "validation_failed"),
            ($$"""{"name":"a","draft":{"knowledge_tags":["{{Text(61)}}"]} }""", "validation_failed"),
            ($$"""{"name":"a","draft":{"persona":"{{Text(2001)}}"} }""", "validation_failed"),
            ($$"""{"name":"a","draft":{"greeting":"{{Text(1001)}}"} }""", "validation_failed"),
            ($$"""{"name":"a","draft":{"instructions":"{{Text(20_001)}}"} }""", "validation_failed"),
            ("""{"name":"a","draft":{"tier_cap":2,"surprise":1}}""", InvalidJson),
        ];
        return rows.SelectMany(row => new[]
        {
            BadRequest.Json(HttpMethod.Post, "agents", row.Body, row.Code),
            BadRequest.Json(HttpMethod.Patch, $"agents/{tenant.Ids["agents"]}", row.Body, row.Code),
        }).Append(BadRequest.Json(HttpMethod.Post, "agents", "{}", InvalidJson));
    }

    private static IEnumerable<BadRequest> Contacts(Tenant tenant)
    {
        (string Body, string Code)[] both =
        [
            ($$"""{"name":"{{Text(201)}}"}""", "validation_failed"),
            ("""{"lifetime_value":-0.01}""", "validation_failed"),
            ("""{"lifetime_value":1000000000001}""", "validation_failed"),
            ("""{"lifetime_value":1e300}""", InvalidJson),
            ("""{"lifetime_value":"10"}""", InvalidJson),
            ("""{"currency":"brl"}""", "validation_failed"),
            ("""{"currency":"R$"}""", "validation_failed"),
            ("""{"attributes":[]}""", InvalidJson),
            ("""{"attributes":{"a":"\u0000"}}""", "validation_failed"),
            ("""{"attributes":{"a":{"\udc00":1}}}""", InvalidJson),
            ("""{"attributes":{"a":1e999}}""", "validation_failed"),
            ("""{"attributes":{"":1}}""", "validation_failed"),
            ($$"""{"attributes":{"a":"{{Text(16_001)}}"} }""", "validation_failed"),
            ($$$"""{"attributes":{ {{{Members(51)}}} }}""", "validation_failed"),
            ($$$"""{"attributes":{"a":{{{new string('[', 60)}}}{{{new string(']', 60)}}} }}""", InvalidJson),
        ];
        (string Body, string Code)[] identities =
        [
            ("""{"kind":"fax","value":"1"}""", InvalidJson),
            ("""{"kind":0,"value":"1"}""", InvalidJson),
            ("""{"kind":"email"}""", InvalidJson),
            ("""{"value":"a@example.com"}""", InvalidJson),
            ("""{"kind":"email","value":""}""", "validation_failed"),
            ("""{"kind":"email","value":"ana"}""", "validation_failed"),
            ("""{"kind":"email","value":"Ana <ana@example.com>"}""", "validation_failed"),
            ("""{"kind":"phone","value":"abc"}""", "validation_failed"),
            ("""{"kind":"phone","value":"12"}""", "validation_failed"),
            ("""{"kind":"external","value":"   "}""", "validation_failed"),
            ($$"""{"kind":"external","value":"{{Text(321)}}"}""", "validation_failed"),
        ];
        var path = $"contacts/{tenant.Ids["contacts"]}";
        var taken = $$"""{"kind":"email","value":"{{tenant.Marker}}@example.com"}""";
        return
        [
            .. both.Select(row => BadRequest.Json(HttpMethod.Post, "contacts", row.Body, row.Code)),
            .. both.Select(row => BadRequest.Json(HttpMethod.Patch, path, row.Body, row.Code)),
            .. identities.Select(row => BadRequest.Json(HttpMethod.Post, $"{path}/identities", row.Body, row.Code)),
            .. identities.Select(row => BadRequest.Json(HttpMethod.Post, "contacts", $$"""{"identities":[{{row.Body}}]}""", row.Code)),
            BadRequest.Json(HttpMethod.Post, "contacts", """{"attributes":{"a":{"b":["\ud800"]}}}"""),
            BadRequest.Json(HttpMethod.Patch, path, """{"attributes":{"a":{"b":["\ud800"]}}}""", InvalidJson),
            BadRequest.Json(HttpMethod.Post, "contacts", """{"identities":[null]}"""),
            BadRequest.Json(HttpMethod.Post, "contacts", """{"identities":{}}""", InvalidJson),
            BadRequest.Json(HttpMethod.Post, "contacts", $$"""{"identities":[{{taken}}]}""", "identity_taken", 409),
        ];
    }

    private static IEnumerable<BadRequest> Conversations(Tenant tenant)
    {
        var (agent, conversation, nobody) = (tenant.Ids["agents"], $"conversations/{tenant.Ids["conversations"]}", Guid.CreateVersion7());
        (string Body, string Code)[] starts =
        [
            ("{}", InvalidJson),
            ("""{"agent_id":"x"}""", InvalidJson),
            ("""{"agent_id":null}""", InvalidJson),
            ("""{"agent_id":5}""", InvalidJson),
            ($$"""{"agent_id":"{{nobody}}"}""", "validation_failed"),
            ($$"""{"agent_id":"{{agent}}","contact_id":"{{nobody}}"}""", "validation_failed"),
            ($$"""{"agent_id":"{{agent}}","contact_id":"x"}""", InvalidJson),
            ($$"""{"agent_id":"{{agent}}","channel":"sms"}""", InvalidJson),
            ($$"""{"agent_id":"{{agent}}","contact":[]}""", InvalidJson),
            ($$"""{"agent_id":"{{agent}}","contact":{"name":"{{Text(201)}}"} }""", "validation_failed"),
            ($$"""{"agent_id":"{{agent}}","contact":{"identity":{"kind":"phone","value":"abc"} } }""", "validation_failed"),
            ($$"""{"agent_id":"{{agent}}","contact":{"identity":{"kind":"phone","value":""} } }""", "validation_failed"),
            ($$"""{"agent_id":"{{agent}}","subject":"{{Text(201)}}"}""", "validation_failed"),
        ];
        (string Body, string Code)[] texts =
        [
            ("{}", InvalidJson),
            ("""{"text":null}""", InvalidJson),
            ("""{"text":""}""", "validation_failed"),
            ("""{"text":"  \n "}""", "validation_failed"),
            ($$"""{"text":"{{Text(4001)}}"}""", "validation_failed"),
        ];
        return
        [
            .. starts.Select(row => BadRequest.Json(HttpMethod.Post, "conversations", row.Body, row.Code)),
            .. texts.Select(row => BadRequest.Json(HttpMethod.Post, $"{conversation}/messages", row.Body, row.Code)),
            .. texts.Select(row => BadRequest.Json(HttpMethod.Post, $"{conversation}/replies", row.Body, row.Code)),
            BadRequest.Json(HttpMethod.Post, $"{conversation}/messages", """{"text":"Oi","client_message_id":"x"}""", InvalidJson),
            BadRequest.Json(HttpMethod.Post, $"{conversation}/messages", """{"text":"Oi","client_message_id":7}""", InvalidJson),
            BadRequest.Json(HttpMethod.Post, $"conversations/{nobody}/messages", """{"text":"Oi"}""", "not_found", 404),
            BadRequest.Json(HttpMethod.Post, $"{conversation}/handback", $$"""{"note":"{{Text(1001)}}"}"""),
            BadRequest.Json(HttpMethod.Patch, conversation, $$"""{"subject":"{{Text(201)}}"}"""),
        ];
    }

    private static IEnumerable<BadRequest> Conversions(Tenant tenant)
    {
        var who = $"\"contact_id\":\"{tenant.Ids["contacts"]}\"";
        var (nobody, conversation) = (Guid.CreateVersion7(), tenant.Ids["conversations"]);
        (string Body, string Code, int Status)[] rows =
        [
            ($"{{{who}}}", InvalidJson, 400),
            ($$"""{{{who}},"goal":""}""", "validation_failed", 400),
            ($$"""{{{who}},"goal":"{{Text(101)}}"}""", "validation_failed", 400),
            ("""{"goal":"compra"}""", "validation_failed", 400),
            ($$"""{"goal":"compra","contact_id":"{{nobody}}"}""", "not_found", 404),
            ($$"""{"goal":"compra","conversation_id":"{{nobody}}"}""", "not_found", 404),
            ($$"""{"goal":"compra","conversation_id":"{{conversation}}","contact_id":"{{nobody}}"}""", "validation_failed", 400),
            ($$"""{{{who}},"goal":"compra","value":-1}""", "validation_failed", 400),
            ($$"""{{{who}},"goal":"compra","value":"10"}""", InvalidJson, 400),
            ($$"""{{{who}},"goal":"compra","currency":"real"}""", "validation_failed", 400),
            ($$"""{{{who}},"goal":"compra","occurred_at":"ontem"}""", InvalidJson, 400),
            ($$"""{{{who}},"goal":"compra","occurred_at":"2026-02-30T00:00:00Z"}""", InvalidJson, 400),
            ($$"""{{{who}},"goal":"compra","occurred_at":1700000000}""", InvalidJson, 400),
            ($$"""{{{who}},"goal":"compra","occurred_at":"0001-01-01T00:00:00+14:00"}""", InvalidJson, 400),
            ($$"""{{{who}},"goal":"compra","external_id":""}""", "validation_failed", 400),
            ($$"""{{{who}},"goal":"compra","metadata":"x"}""", InvalidJson, 400),
            ($$"""{{{who}},"goal":"compra","metadata":{"a":"\ud800"} }""", "validation_failed", 400),
        ];
        return rows.Select(row => BadRequest.Json(HttpMethod.Post, "conversions", row.Body, row.Code, row.Status));
    }

    private static IEnumerable<BadRequest> Organizations(Tenant tenant) =>
    [
        BadRequest.Json(HttpMethod.Patch, "organizations/current", """{"name":""}"""),
        BadRequest.Json(HttpMethod.Patch, "organizations/current", """{"name":"   "}"""),
        BadRequest.Json(HttpMethod.Patch, "organizations/current", """{"name":null}""", InvalidJson),
        BadRequest.Json(HttpMethod.Patch, "organizations/current", """{"locale":"português"}"""),
        BadRequest.Json(HttpMethod.Patch, "organizations/current", """{"currency":"real"}"""),
        BadRequest.Json(HttpMethod.Patch, "organizations/current", """{"is_demo":true}""", InvalidJson),
        BadRequest.Json(HttpMethod.Patch, "organizations/current", $$"""{"id":"{{Guid.CreateVersion7()}}"}""", InvalidJson),
        BadRequest.Json(HttpMethod.Patch, $"members/{tenant.Ids["members"]}", """{"role":"king"}""", InvalidJson),
        BadRequest.Json(HttpMethod.Patch, $"members/{tenant.Ids["members"]}", """{"role":0}""", InvalidJson),
        BadRequest.Json(HttpMethod.Patch, $"members/{tenant.Ids["members"]}", "{}", InvalidJson),
        BadRequest.Json(HttpMethod.Patch, $"members/{Guid.CreateVersion7()}", """{"role":"viewer"}""", "not_found", 404),
        BadRequest.Json(HttpMethod.Patch, $"members/{tenant.Ids["members"]}", """{"role":"owner"}""", "owner_required", 403),
        BadRequest.Json(HttpMethod.Post, "invitations", """{"email":"ana","role":"viewer"}"""),
        BadRequest.Json(HttpMethod.Post, "invitations", """{"email":"ana@example.com"}""", InvalidJson),
        BadRequest.Json(HttpMethod.Post, "invitations", """{"email":"ana@example.com","role":"king"}""", InvalidJson),
        BadRequest.Json(HttpMethod.Post, "invitations", $$"""{"email":"{{Text(260)}}@example.com","role":"viewer"}"""),
        BadRequest.Json(HttpMethod.Post, "invitations", """{"email":"ana@example.com","role":"owner"}""", "owner_required", 403),
        BadRequest.Json(HttpMethod.Post, "invitations", $$"""{"email":"{{tenant.Owner.Email}}","role":"viewer"}""", "already_member", 409),
        BadRequest.Json(HttpMethod.Post, "api-keys", """{"name":"","scopes":["agents:read"]}"""),
        BadRequest.Json(HttpMethod.Post, "api-keys", """{"name":"a"}""", InvalidJson),
        BadRequest.Json(HttpMethod.Post, "api-keys", """{"name":"a","scopes":[]}"""),
        BadRequest.Json(HttpMethod.Post, "api-keys", """{"name":"a","scopes":["everything"]}"""),
        BadRequest.Json(HttpMethod.Post, "api-keys", """{"name":"a","scopes":[null]}"""),
        BadRequest.Json(HttpMethod.Post, "api-keys", """{"name":"a","scopes":"agents:read"}""", InvalidJson),
        BadRequest.Json(HttpMethod.Post, "api-keys", """{"name":"a","scopes":["agents:read"],"expires_at":"2001-01-01T00:00:00Z"}"""),
        BadRequest.Json(HttpMethod.Post, "api-keys", """{"name":"a","scopes":["agents:read"],"expires_at":"logo"}""", InvalidJson),
    ];

    private static string Text(int length) => new('a', length);

    private static string Members(int count) => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"m{i}\":{i}"));
}
