using System.ComponentModel.DataAnnotations;
using System.Globalization;

namespace Agentes.Platform.Http;

/// <summary>A list of short texts, such as tags: how many, and how long each.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class WordListAttribute(int count, int length) : ValidationAttribute
{
    public int Count => count;

    public int Length => length;

    public override bool IsValid(object? value) =>
        value is null
        || (value is string[] words && words.Length <= Count && words.All(word => word is { Length: > 0 } && word.Length <= Length));

    public override string FormatErrorMessage(string name) => string.Create(
        CultureInfo.InvariantCulture, $"The field {name} takes at most {Count} texts with a length of 1 to {Length} characters each.");
}
