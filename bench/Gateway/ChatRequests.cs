using System.Text;
using System.Text.Json;

namespace Agentes.Bench.Gateway;

/// <summary>The request that every contestant gets, as bytes: a short conversation of a shop, about 1.5 KB.</summary>
internal static class ChatRequests
{
    public const string Model = "chat";

    private const string Instructions =
        "You answer customers of a shop for household appliances. Prices, stock and rules come only from the sources below; when they do "
        + "not tell, say so and offer a person. Answer in the customer's language, in two sentences at most. Source 1: the Brisa air fryer, "
        + "5 litres, costs R$ 389,90 and 23 are in stock. Source 2: delivery takes two to five working days in capitals and is free above "
        + "R$ 299. Source 3: an article can be returned within thirty days in its packaging, and the money is paid back within ten days.";

    private static readonly (string Role, string Content)[] Turns =
    [
        ("user", "Boa tarde! Vocês têm a air fryer Brisa de 5 litros?"),
        ("assistant", "Boa tarde! Temos sim: a Brisa de 5 litros custa R$ 389,90 e há 23 em estoque."),
        ("user", "E a entrega para Curitiba, quanto tempo leva e quanto custa?"),
    ];

    public static byte[] For(IContestant contestant, bool stream)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(Body(stream));
        var head = $"""
            POST /v1/chat/completions HTTP/1.1
            Host: {contestant.Address.Authority}
            User-Agent: agentes-bench
            Accept: */*
            Content-Type: application/json
            Content-Length: {body.Length}

            """.ReplaceLineEndings("\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. Encoding.ASCII.GetBytes(contestant.Headers), .. "\r\n"u8, .. body];
    }

    private static Dictionary<string, object> Body(bool stream)
    {
        var turns = Turns.Select(turn => new { role = turn.Role, content = turn.Content });
        var body = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["model"] = Model,
            ["messages"] = turns.Prepend(new { role = "system", content = Instructions }).ToArray(),
            ["max_tokens"] = 200,
            ["temperature"] = 0.3,
        };
        if (stream)
        {
            body["stream"] = true;
            body["stream_options"] = new { include_usage = true };
        }

        return body;
    }
}
