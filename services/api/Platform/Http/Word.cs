using Agentes.Platform.Data;

namespace Agentes.Platform.Http;

/// <summary>An enum in the address, written as the API writes it everywhere: in snake_case.</summary>
public readonly record struct Word<T>(T Value)
    where T : struct, Enum
{
#pragma warning disable CA1000 // The framework binds parameters through a static TryParse of the type itself.
    public static bool TryParse(string? text, out Word<T> word)
#pragma warning restore CA1000
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (SnakeCaseEnums.Word(value) == text)
            {
                word = new Word<T>(value);
                return true;
            }
        }

        word = default;
        return false;
    }
}
