using Agentes.Platform.Tests.Security;

namespace Agentes.Platform.Tests.BadInput;

/// <summary>Values of products and knowledge that break a rule.</summary>
internal static class BadCatalogue
{
    private const string InvalidJson = "invalid_json";

    public static IEnumerable<BadRequest> Of(Tenant tenant) => [.. Products(tenant), .. Knowledge(tenant)];

    private static IEnumerable<BadRequest> Products(Tenant tenant)
    {
        (string Fields, string Code)[] rows =
        [
            ("\"sku\":\"\"", "validation_failed"),
            ($"\"sku\":\"{Text(65)}\"", "validation_failed"),
            ("\"sku\":null", InvalidJson),
            ("\"name\":\"\"", "validation_failed"),
            ($"\"name\":\"{Text(201)}\"", "validation_failed"),
            ($"\"description\":\"{Text(4001)}\"", "validation_failed"),
            ($"\"category\":\"{Text(101)}\"", "validation_failed"),
            ("\"price\":-1", "validation_failed"),
            ("\"price\":1000000001", "validation_failed"),
            ("\"price\":\"1,99\"", InvalidJson),
            ("\"price\":null", InvalidJson),
            ("\"price\":1e30", InvalidJson),
            ("\"price\":NaN", InvalidJson),
            ("\"currency\":\"R$\"", "validation_failed"),
            ("\"stock\":-1", "validation_failed"),
            ("\"stock\":1.5", InvalidJson),
            ("\"stock\":2147483648", InvalidJson),
            ("\"stock\":true", InvalidJson),
            ("\"url\":\"nowhere\"", "validation_failed"),
            ("\"url\":\"javascript:alert(1)\"", "validation_failed"),
            ($"\"url\":\"https://{Text(2000)}\"", "validation_failed"),
            ("\"tags\":[\"\"]", "validation_failed"),
            ($"\"tags\":[\"{Text(61)}\"]", "validation_failed"),
            ("\"tags\":{}", InvalidJson),
            ("\"attributes\":{\"a\":\"\\u0000\"}", "validation_failed"),
            ("\"is_demo\":true", InvalidJson),
            ($"\"organization_id\":\"{Guid.CreateVersion7()}\"", InvalidJson),
        ];
        return
        [
            .. rows.Select(row => BadRequest.Json(
                HttpMethod.Post, "products", Whole("""{"sku":"S-1","name":"Fogão","price":1""", row.Fields), row.Code)),
            .. rows.Select(row => BadRequest.Json(HttpMethod.Patch, $"products/{tenant.Ids["products"]}", $"{{{row.Fields}}}", row.Code)),
            BadRequest.Json(HttpMethod.Post, "products", """{"sku":"S-1","name":"Fogão"}""", InvalidJson),
            BadRequest.Json(HttpMethod.Post, "products", """{"sku":"S-1","price":1}""", InvalidJson),
            BadRequest.Json(HttpMethod.Post, "products", """{"name":"Fogão","price":1}""", InvalidJson),
            BadRequest.Json(
                HttpMethod.Post, "products", $$"""{"sku":"{{tenant.Marker}}","name":"Fogão","price":1}""", "already_exists", 409),
        ];
    }

    private static IEnumerable<BadRequest> Knowledge(Tenant tenant)
    {
        (string Fields, string Code)[] rows =
        [
            ("\"title\":\"\"", "validation_failed"),
            ("\"title\":null", InvalidJson),
            ($"\"title\":\"{Text(201)}\"", "validation_failed"),
            ("\"content\":\"\"", "validation_failed"),
            ($"\"content\":\"{Text(20_001)}\"", "validation_failed"),
            ("\"language\":\"pt\"", "validation_failed"),
            ("\"language\":1", InvalidJson),
            ("\"source_url\":\"x\"", "validation_failed"),
            ("\"tags\":[1]", InvalidJson),
            ($"\"tags\":[{string.Join(',', Enumerable.Repeat("\"a\"", 51))}]", "validation_failed"),
        ];
        return
        [
            .. rows.Select(row => BadRequest.Json(
                HttpMethod.Post, "knowledge", Whole("""{"title":"Troca","content":"Em 7 dias." """, row.Fields), row.Code)),
            .. rows.Select(row => BadRequest.Json(HttpMethod.Patch, $"knowledge/{tenant.Ids["knowledge"]}", $"{{{row.Fields}}}", row.Code)),
            BadRequest.Json(HttpMethod.Post, "knowledge", """{"title":"Troca"}""", InvalidJson),
            BadRequest.Json(HttpMethod.Post, "knowledge", """{"content":"Em 7 dias."}""", InvalidJson),
        ];
    }

    /// <summary>A body that would be accepted, with one member said otherwise.</summary>
    private static string Whole(string start, string fields)
    {
        var name = fields[..(fields.IndexOf(':', StringComparison.Ordinal) + 1)];
        var at = start.IndexOf(name, StringComparison.Ordinal);
        if (at < 0)
        {
            return $"{start},{fields}}}";
        }

        var end = start.IndexOf(",\"", at, StringComparison.Ordinal);
        return $"{start[..at]}{fields}{(end < 0 ? "" : start[end..])}}}";
    }

    private static string Text(int length) => new('a', length);
}
