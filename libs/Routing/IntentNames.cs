namespace Agentes.Routing;

/// <summary>The stable snake_case names of the intents, as they appear in reason codes and on the wire.</summary>
internal static class IntentNames
{
    private static readonly string[] Names =
    [
        "greeting", "faq", "simple_info", "product_query", "support_basic",
        "technical_support", "complex_query", "sales_negotiation", "high_value_lead",
    ];

    private static readonly string[] ReasonCodes = Array.ConvertAll(Names, static name => "intent:" + name);

    public static int Count => Names.Length;

    public static string Of(Intent intent) => Names[(int)intent];

    public static string ReasonCodeOf(Intent intent) => ReasonCodes[(int)intent];

    public static bool TryParse(string? name, out Intent intent)
    {
        var index = Array.IndexOf(Names, name);
        intent = (Intent)Math.Max(0, index);
        return index >= 0;
    }

    public static Intent Parse(string name)
    {
        var index = Array.IndexOf(Names, name);
        return index >= 0 ? (Intent)index : throw new FormatException($"'{name}' is not an intent.");
    }
}
