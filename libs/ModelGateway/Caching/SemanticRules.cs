using System.Text.RegularExpressions;
using Agentes.ModelGateway.Guards;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Caching;

/// <summary>
/// Which questions may share a reply with others that are only alike: none that needs a tool, shows a picture, holds personal data, or has
/// another answer tomorrow. Numbers and denials must be the same in both, because vectors hardly see them.
/// </summary>
internal static partial class SemanticRules
{
    /// <summary>The text to compare, and what must be equal in both; null when the call is not to be compared.</summary>
    public static (string Text, IReadOnlyList<string> MustBeEqual)? Read(ModelCall call)
    {
        if (call.Options.Tools is { Count: > 0 } || call.Messages is not [.., { } last] || last.Role != ChatRole.User)
        {
            return null;
        }

        foreach (var message in call.Messages)
        {
            if (!message.Contents.All(content => content is TextContent) || (message.Role == ChatRole.User && HoldsPersonalData(message.Text)))
            {
                return null;
            }
        }

        var text = last.Text;
        return string.IsNullOrWhiteSpace(text) || Passing().IsMatch(text)
            ? null
            : (text, [.. Exact().Matches(text).Select(match => match.Value.ToLowerInvariant())]);
    }

    /// <summary>True for a text that must stay with the one who it is about.</summary>
    public static bool HoldsPersonalData(string text) => PersonalDataScanner.Scan(text).Count > 0;

    // What is meant by these words changes with the clock.
    [GeneratedRegex(
        @"\b(hoje|ontem|amanh[ãa]|agora|j[áa] [ée]|atual(mente)?|neste momento|no momento|est[ea] (semana|m[êe]s|ano|noite|tarde|manh[ãa])|"
        + @"(semana|m[êe]s|ano) (que vem|passad[oa])|pr[óo]xim[oa]s?|[úu]ltim[oa]s?|recentes?|que horas|que dia|"
        + @"today|yesterday|tomorrow|tonight|now|current(ly)?|latest|recent(ly)?|this (week|month|year|morning|evening)|"
        + @"(next|last) (week|month|year)|what time|at the moment|still)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Passing();

    // Words with a digit (amounts, sizes, models) and words that turn a sentence round.
    [GeneratedRegex(
        @"[\p{L}\p{N}]*\p{N}[\p{L}\p{N}.,%]*|\b(n[ãa]o|nunca|nem|sem|exceto|menos|not|no|never|without|except|\p{L}+n['’]t)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Exact();
}
