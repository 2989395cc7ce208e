using System.Text;
using Agentes.Platform.Tests.Security;

namespace Agentes.Platform.Tests.BadInput;

/// <summary>What is wrong outside of a body: paths, parameters, cursors, conditions and other headers, and files of imports.</summary>
internal static class BadAddresses
{
    private static readonly string[] Lists =
    [
        "agents", "contacts", "conversations", "products", "knowledge", "conversions", "members", "invitations", "api-keys",
        "operations/dead-letters",
    ];

    public static IEnumerable<BadRequest> Of(Tenant tenant) =>
        [.. Paging(tenant), .. Paths(tenant), .. Parameters(tenant), .. Headers(tenant), .. Imports()];

    private static IEnumerable<BadRequest> Paging(Tenant tenant)
    {
        var conversation = tenant.Ids["conversations"];
        (string Query, string Code)[] faults =
        [
            ("limit=0", "validation_failed"),
            ("limit=101", "validation_failed"),
            ("limit=-1", "validation_failed"),
            ("limit=abc", "invalid_parameter"),
            ("limit=1.5", "invalid_parameter"),
            ("limit=99999999999", "invalid_parameter"),
            ("cursor=!!!", "validation_failed"),
            ("cursor=abc", "validation_failed"),
            ("cursor=" + new string('a', 201), "validation_failed"),
            ("cursor=LTF8MDAwMDAwMDAtMDAwMC0wMDAwLTAwMDAtMDAwMDAwMDAwMDAw", "validation_failed"),
            ("cursor=%00", "validation_failed"),
        ];
        return from list in Lists.Append($"conversations/{conversation}/messages").Append($"agents/{tenant.Ids["agents"]}/versions")
               from fault in faults
               select BadRequest.Get($"{list}?{fault.Query}", fault.Code);
    }

    private static IEnumerable<BadRequest> Paths(Tenant tenant)
    {
        foreach (var kind in new[] { "agents", "contacts", "conversations", "products", "knowledge" })
        {
            var valid = kind == "conversations" ? """{"subject":"a"}""" : "{}";
            yield return BadRequest.Get($"{kind}/not-a-uuid", "not_found", 404);
            yield return BadRequest.Get($"{kind}/{Guid.CreateVersion7()}", "not_found", 404);
            yield return BadRequest.Get($"{kind}/{Guid.Empty}", "not_found", 404);
            yield return BadRequest.Json(HttpMethod.Patch, $"{kind}/{Guid.CreateVersion7()}", valid, "not_found", 404);
            yield return new(HttpMethod.Delete, $"{kind}/{Guid.CreateVersion7()}", null, 404, "not_found");
            yield return new(HttpMethod.Post, $"{kind}/{Guid.CreateVersion7()}/restore", null, 404, "not_found");
            yield return new(HttpMethod.Delete, kind, null, 405, "method_not_allowed");
            yield return BadRequest.Json(HttpMethod.Put, $"{kind}/{tenant.Ids[kind]}", "{}", "method_not_allowed", 405);
        }

        yield return BadRequest.Get("nothing", "not_found", 404);
        yield return BadRequest.Get("agents/..%2f..%2fetc", "not_found", 404);
        yield return BadRequest.Get($"agents/{tenant.Ids["agents"]}/versions/abc", "not_found", 404);
        yield return BadRequest.Get($"agents/{tenant.Ids["agents"]}/versions/99", "not_found", 404);
        yield return BadRequest.Get($"agents/{tenant.Ids["agents"]}/versions/99999999999", "not_found", 404);
        var identity = $"contacts/{tenant.Ids["contacts"]}/identities/{Guid.CreateVersion7()}";
        yield return new(HttpMethod.Delete, identity, null, 404, "not_found");
        yield return new(HttpMethod.Post, $"operations/dead-letters/{Guid.CreateVersion7()}/replay", null, 404, "not_found");
        yield return new(HttpMethod.Post, $"operations/dead-letters/{tenant.Ids["conversations"]}/replay", null, 404, "not_found");
    }

    private static IEnumerable<BadRequest> Parameters(Tenant tenant) =>
    [
        BadRequest.Get("conversations?status=ajar", "invalid_parameter"),
        BadRequest.Get("conversations?status=Open", "invalid_parameter"),
        BadRequest.Get("conversations?status=0", "invalid_parameter"),
        BadRequest.Get("conversations?owner=nobody", "invalid_parameter"),
        BadRequest.Get("conversations?agent_id=x", "invalid_parameter"),
        BadRequest.Get("conversations?contact_id=1", "invalid_parameter"),
        BadRequest.Get($"conversations/{tenant.Ids["conversations"]}/messages?order=sideways", "invalid_parameter"),
        BadRequest.Get("conversations?q=" + new string('a', 101)),
        BadRequest.Get("conversations?q=a%00b"),
        BadRequest.Get("contacts?q=" + new string('a', 201)),
        BadRequest.Get("contacts?q=a%00b"),
        BadRequest.Get("products/search", "invalid_parameter"),
        BadRequest.Get("products/search?q="),
        BadRequest.Get("products/search?q=a%00b"),
        BadRequest.Get("products/search?q=" + new string('a', 501)),
        BadRequest.Get("products/search?q=a&limit=0"),
        BadRequest.Get("products/search?q=a&limit=x", "invalid_parameter"),
        BadRequest.Get("knowledge/search", "invalid_parameter"),
        BadRequest.Get("knowledge/search?q="),
        BadRequest.Get("knowledge/search?q=a%00b"),
        BadRequest.Get("knowledge/search?q=a&limit=101"),
    ];

    private static IEnumerable<BadRequest> Headers(Tenant tenant)
    {
        foreach (var key in new[] { "", "has space", new string('k', 201) })
        {
            yield return BadRequest.Json(HttpMethod.Post, "agents", """{"name":"a"}""", "idempotency_key_invalid") with
            {
                Because = $"Idempotency-Key '{key}'",
                Headers = [("Idempotency-Key", key)],
            };
        }

        yield return BadRequest.Json(HttpMethod.Post, "agents", """{"name":"a"}""", "idempotency_key_invalid") with
        {
            Because = "two keys",
            Headers = [("Idempotency-Key", "a"), ("Idempotency-Key", "b")],
        };
        (string Path, string Field)[] changes =
        [
            ($"agents/{tenant.Ids["agents"]}", "name"), ($"contacts/{tenant.Ids["contacts"]}", "name"),
            ($"products/{tenant.Ids["products"]}", "name"), ($"knowledge/{tenant.Ids["knowledge"]}", "title"),
            ($"conversations/{tenant.Ids["conversations"]}", "subject"), ("organizations/current", "name"),
        ];
        foreach (var (path, field) in changes)
        {
            foreach (var tag in new[] { "\"0\"", "nonsense", "W/\"1\"" })
            {
                yield return BadRequest.Json(HttpMethod.Patch, path, $$"""{"{{field}}":"a"}""", "version_conflict", 412) with
                {
                    Because = tag,
                    Headers = [("If-Match", tag)],
                };
            }
        }

        foreach (var id in new[] { "abc", "-1", "1.5", "99999999999" })
        {
            yield return BadRequest.Get($"conversations/{tenant.Ids["conversations"]}/events") with
            {
                Because = id,
                Headers = [("Last-Event-ID", id)],
            };
        }

        foreach (var elsewhere in new[] { $"{Guid.CreateVersion7()}", $"{tenant.Id}, {Guid.CreateVersion7()}", "x" })
        {
            yield return BadRequest.Get("agents", "not_a_member", 403) with
            {
                Because = elsewhere,
                Headers = [("X-Organization-Id", elsewhere)],
            };
        }
    }

    private static IEnumerable<BadRequest> Imports()
    {
        foreach (var (path, header) in new[] { ("products/import", "sku,name,price"), ("knowledge/import", "title,content,tags") })
        {
            yield return Csv(path, [.. Encoding.UTF8.GetBytes(header + "\n"), 0xff, 0xfe, (byte)'\n'], "invalid_encoding");
            yield return Csv(path, Encoding.UTF8.GetBytes(header + ",surprise\na,b,c,d\n"), "unknown_column");
            yield return Csv(path, Encoding.UTF8.GetBytes(header[..header.IndexOf(',')] + "\na\n"), "missing_column");
            yield return Csv(path, Encoding.UTF8.GetBytes(header + "," + header + "\na,b,c,a,b,c\n"), "missing_column");
            yield return Csv(path, [], "missing_column");
            yield return Csv(path, Encoding.UTF8.GetBytes(header + string.Concat(Enumerable.Repeat("\na,b,1", 5001))), "too_many_rows");
            yield return BadRequest.Json(HttpMethod.Post, path, $"[{string.Join(',', Enumerable.Repeat("1", 5001))}]", "too_many_rows");
        }
    }

    private static BadRequest Csv(string path, byte[] body, string code) =>
        new(HttpMethod.Post, path, body, 400, code) { ContentType = "text/csv" };
}
