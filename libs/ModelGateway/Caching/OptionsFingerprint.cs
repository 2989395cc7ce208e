using System.Text.Json;
using Agentes.ModelGateway.Providers;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Caching;

/// <summary>Hashes sampling, tools, format, grounding and whatever else stands in the options of a call.</summary>
internal static class OptionsFingerprint
{
    /// <summary>Who asks, and wishes that are about the gateway or about money and not about the reply.</summary>
    private static readonly string[] Uncounted = [EndUser.PropertyName, CacheWishOptions.PropertyName, PromptCaching.PropertyName, CallControls.PropertyName];

    /// <summary>False when something in them cannot be compared.</summary>
    /// <param name="print">Where to.</param>
    /// <param name="options">Options of the call.</param>
    /// <param name="alike">For a question that is only alike: how well each passage fits its words is then another number.</param>
    public static bool Add(Fingerprint print, ChatOptions options, bool alike)
    {
        if (options is not { RawRepresentationFactory: null, ConversationId: null, ContinuationToken: null })
        {
            return false;
        }

        print.Add(options.Instructions).Add((long?)options.MaxOutputTokens).Add((double?)options.Temperature).Add((double?)options.TopP)
            .Add((long?)options.TopK).Add((double?)options.FrequencyPenalty).Add((double?)options.PresencePenalty).Add(options.Seed)
            .Add(options.StopSequences).Add(options.AllowMultipleToolCalls)
            .Add((long?)options.Reasoning?.Effort).Add((long?)options.Reasoning?.Output);
        return AddTools(print, options) && AddFormat(print, options.ResponseFormat) && AddOthers(print, options, alike);
    }

    private static bool AddTools(Fingerprint print, ChatOptions options)
    {
        print.Add((long?)options.Tools?.Count).Add(options.ToolMode?.GetType().Name)
            .Add((options.ToolMode as RequiredChatToolMode)?.RequiredFunctionName);
        foreach (var tool in options.Tools ?? [])
        {
            if (tool is not AIFunctionDeclaration declared)
            {
                return false;
            }

            print.Add(declared.Name).Add(declared.Description).Add(declared.JsonSchema).Add((bool?)ToolValues.IsStrict(declared));
        }

        return true;
    }

    private static bool AddFormat(Fingerprint print, ChatResponseFormat? format)
    {
        print.Add(format?.GetType().Name);
        if (format is ChatResponseFormatJson json)
        {
            print.Add(json.SchemaName).Add(json.SchemaDescription).Add((bool?)(json.Schema is not null));
            if (json.Schema is { } schema)
            {
                print.Add(schema);
            }
        }

        return true;
    }

    private static bool AddOthers(Fingerprint print, ChatOptions options, bool alike)
    {
        foreach (var (name, value) in (options.AdditionalProperties ?? []).OrderBy(property => property.Key, StringComparer.Ordinal))
        {
            if (Uncounted.Contains(name, StringComparer.Ordinal))
            {
                continue;
            }

            print.Add(name);
            switch (value)
            {
                case null or string:
                    print.Add((string?)value);
                    break;
                case bool flag:
                    print.Add((bool?)flag);
                    break;
                case int or long:
                    print.Add((long?)Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture));
                    break;
                case JsonElement json:
                    print.Add(json);
                    break;
                case Grounding grounding:
                    Add(print, grounding, alike);
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private static void Add(Fingerprint print, Grounding grounding, bool alike)
    {
        print.Add(grounding.Language).Add(grounding.BusinessName).Add((long?)grounding.Passages.Count);
        foreach (var passage in grounding.Passages)
        {
            print.Add(passage.Id).Add((long?)passage.Kind).Add(passage.Title).Add(passage.Text).Add(alike ? null : (double?)passage.Score)
                .Add(passage.Product?.ToString());
        }
    }
}
