using System.Text.Json;

namespace Agentes.ModelGateway.Accounting;

/// <summary>Which of a model's price lists a call falls under, as its provider says in the reply.</summary>
public enum PriceTier
{
    /// <summary>The usual one.</summary>
    Standard,

    /// <summary>Calls that may take a day.</summary>
    Batch,

    /// <summary>Calls that may wait.</summary>
    Flex,

    /// <summary>Calls that go first.</summary>
    Priority,
}

/// <summary>Reads what providers call their tiers.</summary>
internal static class PriceTiers
{
    /// <summary>The tier behind <c>service_tier</c>; what is not known here, such as <c>default</c>, is the usual one.</summary>
    /// <param name="reader">Stands on the value; no string is made of it, because each chunk of a stream repeats it.</param>
    public static PriceTier Read(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String when reader.ValueTextEquals("batch"u8) => PriceTier.Batch,
        JsonTokenType.String when reader.ValueTextEquals("flex"u8) => PriceTier.Flex,
        JsonTokenType.String when reader.ValueTextEquals("priority"u8) => PriceTier.Priority,
        _ => PriceTier.Standard,
    };
}
