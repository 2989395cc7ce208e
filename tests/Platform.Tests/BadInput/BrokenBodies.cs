using System.Text;

namespace Agentes.Platform.Tests.BadInput;

/// <summary>What is wrong with a body on every route alike: no JSON, not ours, or nothing that a database can keep.</summary>
internal static class BrokenBodies
{
    private const int Limit = 1_048_576;
    private const int ImportLimit = 5 * Limit;

    public static IEnumerable<BadRequest> Of(WritingRoute route)
    {
        var member = $"\"{route.Text}\":";
        var start = route.Valid.IndexOf(member, StringComparison.Ordinal) + member.Length;
        var value = route.Valid[start..(route.Valid.IndexOf('"', start + 1) + 1)];

        // An import reports a bad row and keeps the others: only a file that cannot be read as a whole is refused.
        if (!route.IsList)
        {
            var opened = Encoding.UTF8.GetBytes(route.Valid[..start] + "\"");
            yield return Json(route, With(route, value, "{}"), "a text that is an object");
            yield return Json(route, With(route, value, "12"), "a text that is a number");
            yield return Json(route, With(route, value, @"""\ud83d"""), "half of an emoji");
            yield return Json(route, With(route, value, @"""a\u0000b"""), "NUL in a text");
            yield return Json(route, route.Valid[..^1] + ",\"surprise\":1}", "a member that does not exist");
            yield return Json(route, route.Valid[..^1] + ",\"\\u0000\":1}", "NUL in a name");
            yield return Json(route, "{" + member.ToUpperInvariant() + value + "," + route.Valid[1..], "a member in capitals");
            yield return Bytes(route, [.. opened, 0xc3, 0x28, .. "\"}"u8], "broken UTF-8");
            yield return Bytes(route, [.. opened, 0xed, 0xa0, 0x80, .. "\"}"u8], "half of an emoji in UTF-8");
        }

        yield return Json(route, route.Valid.Replace(member, member + value + "," + member, StringComparison.Ordinal), "a member twice");
        yield return Json(route, With(route, value, new string('[', 100) + new string(']', 100)), "too deep");
        yield return Json(route, route.Valid[..^1], "cut off");
        yield return Json(route, route.Valid + "x", "something after the end");
        yield return Json(route, route.Valid.Replace('"', '\''), "single quotes");
        yield return Json(route, "/* */" + route.Valid, "a comment");
        yield return Json(route, route.IsList ? "{}" : "[]", "the wrong kind of value");
        yield return Json(route, "\"" + route.Text + "\"", "a lone text");
        yield return Bytes(route, Encoding.Unicode.GetBytes(route.Valid), "UTF-16");
        if (route.Name != "HandBackConversation")
        {
            yield return Json(route, "", "nothing") with { Code = route.IsList ? "invalid_json" : "body_required" };
            yield return Json(route, "null", "null") with { Code = route.IsList ? "invalid_json" : "body_required" };
        }

        foreach (var type in new[] { "text/plain", "application/xml" })
        {
            yield return Json(route, route.Valid, type) with { ContentType = type, Status = 415, Code = "unsupported_media_type" };
        }

        yield return Json(route, With(route, value, '"' + new string('a', route.IsList ? ImportLimit : Limit) + '"'), "too large") with
        {
            Status = 413,
            Code = "body_too_large",
        };
    }

    private static string With(WritingRoute route, string value, string other) => route.Valid.Replace(
        $"\"{route.Text}\":{value}", $"\"{route.Text}\":{other}", StringComparison.Ordinal);

    private static BadRequest Json(WritingRoute route, string body, string because) => Bytes(route, Encoding.UTF8.GetBytes(body), because);

    private static BadRequest Bytes(WritingRoute route, byte[] body, string because) =>
        new(route.Method, route.Path, body, 400, "invalid_json") { Because = because };
}
