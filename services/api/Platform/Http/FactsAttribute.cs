using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;

namespace Agentes.Platform.Http;

/// <summary>A free-form JSON object that is kept as it is: bounded, and nothing in it that PostgreSQL cannot store.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class FactsAttribute : ValidationAttribute
{
    private const int MaxMembers = 50;
    private const int MaxCharacters = 16_000;

    public override bool IsValid(object? value) =>
        value is null
        || (value is IReadOnlyDictionary<string, JsonElement> facts
            && facts.Count <= MaxMembers
            && facts.Keys.All(key => key.Length is > 0 and <= 100)
            && facts.Values.Sum(fact => fact.GetRawText().Length) <= MaxCharacters
            && facts.Values.All(IsStorable));

    public override string FormatErrorMessage(string name) => string.Create(
        CultureInfo.InvariantCulture,
        $"The field {name} takes at most {MaxMembers} values, {MaxCharacters} characters in all, without NUL or unpaired surrogates.");

    private static bool IsStorable(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => IsText(JsonText.Of(value)),
        JsonValueKind.Number => value.TryGetDouble(out var number) && double.IsFinite(number),
        JsonValueKind.Array => value.EnumerateArray().All(IsStorable),
        JsonValueKind.Object => value.EnumerateObject().All(member => IsText(JsonText.Of(member)) && IsStorable(member.Value)),
        _ => true,
    };

    private static bool IsText(string? text) => text is not null && !text.Contains('\0', StringComparison.Ordinal);
}
