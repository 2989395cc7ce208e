using System.Text.Json;
using Agentes.ModelGateway.Providers;
using Agentes.ModelGateway.Providers.Anthropic;
using Agentes.ModelGateway.Providers.OpenAI;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Caching;

/// <summary>
/// Hashes what can change a reply: group, messages, sampling, tools, format and whatever nobody here knows. Who asks, notes about the call,
/// and whether the reply comes in pieces do not count.
/// </summary>
internal static class CallFingerprint
{
    /// <summary>What is fed in first, so that a later form of the hash finds nothing of an earlier one.</summary>
    private const string Version = "1";

    private static readonly string[] Uncounted =
        ["model", "stream", "stream_options", "user", "metadata", "safety_identifier", "prompt_cache_key", "cache_control"];

    /// <summary>Members whose effect is known to be the same in a stream and in one piece.</summary>
    private static readonly string[] Plain =
    [
        "messages", "system", "max_tokens", "max_completion_tokens", "temperature", "top_p", "top_k", "frequency_penalty", "presence_penalty",
        "seed", "stop", "stop_sequences", "parallel_tool_calls", "reasoning_effort", "thinking", "tools", "tool_choice", "response_format",
        "output_config",
    ];

    /// <summary>Key of a whole call; null when something in it cannot be compared, which is then not kept.</summary>
    /// <param name="scope">Whose it is.</param>
    /// <param name="group">Name of the group, aliases resolved.</param>
    /// <param name="call">The call.</param>
    public static CacheKey? Of(CacheScope scope, string group, ModelCall call)
    {
        var print = Begin(scope, group);
        try
        {
            print.Add(call.Controls?.Tags);
            return (call.Original.Bytes.IsEmpty ? AddCall(print, call, except: null) : AddOriginal(print, call)) ? new CacheKey(scope, print.Hash()) : null;
        }
        catch (InvalidOperationException)
        {
            // A text in the JSON that is no text: half a surrogate pair.
            return null;
        }
    }

    /// <summary>Key of everything but the last message, for replies that are shared by likeness; null as above.</summary>
    public static CacheKey? OfRest(CacheScope scope, string group, ModelCall call, IEnumerable<string> mustBeEqual)
    {
        var print = Begin(scope, group).Add("rest").Add(call.Face).Add(call.Controls?.Tags).Add(mustBeEqual);
        return AddCall(print, call, except: call.Messages[^1]) ? new CacheKey(scope, print.Hash()) : null;
    }

    /// <summary>Key of one input to embed.</summary>
    public static CacheKey OfInput(CacheScope scope, string group, EmbeddingCall input, int index)
    {
        var print = Begin(scope, group).Add("embedding").Add((long?)input.Dimensions);
        if (index < input.Texts.Count)
        {
            print.Add(input.Texts[index]);
        }
        else
        {
            foreach (var token in input.Tokens[index - input.Texts.Count])
            {
                print.Add((long?)token);
            }
        }

        return new CacheKey(scope, print.Hash());
    }

    private static Fingerprint Begin(CacheScope scope, string group) =>
        new Fingerprint().Add(Version).Add(scope.TenantId.ToString("N")).Add(scope.Division).Add(group);

    private static bool AddOriginal(Fingerprint print, ModelCall call)
    {
        using var document = JsonDocument.Parse(call.Original.Bytes);
        var root = document.RootElement;
        if (root.EnumerateObject().Any(member => member.Name.StartsWith("mock_", StringComparison.Ordinal)))
        {
            return false;
        }

        var exotic = root.EnumerateObject().Any(member => Counts(member.Name) && !Plain.Contains(member.Name, StringComparer.Ordinal));
        print.Add("original").Add((long?)call.Original.Wire).Add(call.Original.Version)
            .Add(call.Options.AdditionalProperties?.GetValueOrDefault(AnthropicHeaders.BetaProperty) as string)
            .Add(exotic ? call.Buffered : (bool?)null)
            .Add(root, Counts);
        return true;
    }

    // Tags choose among deployments, and guardrails change texts: of the gateway's own members these two count.
    private static bool Counts(string member) => member is "tags" or "guardrails"
        || (!Uncounted.Contains(member, StringComparer.Ordinal) && !GatewayMembers.Has(member));

    private static bool AddCall(Fingerprint print, ModelCall call, ChatMessage? except)
    {
        foreach (var message in call.Messages.Where(message => message != except))
        {
            print.Add(message.Role.Value).Add(message.AuthorName).Add((long?)message.Contents.Count);
            if (!message.Contents.All(content => Add(print, content)))
            {
                return false;
            }
        }

        return OptionsFingerprint.Add(print, call.Options, alike: except is not null);
    }

    private static bool Add(Fingerprint print, AIContent content)
    {
        print.Add(content.GetType().Name);
        switch (content)
        {
            case TextContent text:
                print.Add(text.Text);
                return true;
            case TextReasoningContent thought:
                print.Add(thought.Text).Add(thought.ProtectedData);
                return true;
            case FunctionCallContent call:
                using (var arguments = JsonDocument.Parse(ToolValues.ArgumentsText(call)))
                {
                    print.Add(call.CallId).Add(call.Name).Add(arguments.RootElement);
                }

                return true;
            case FunctionResultContent { Result: null or string or JsonElement } result:
                print.Add(result.CallId).Add(ToolValues.ResultText(result)).Add((bool?)(result.Exception is not null));
                return true;
            case DataContent data:
                print.Add(data.MediaType).Add(data.Name).Add(data.Data.Span);
                return true;
            case UriContent uri:
                print.Add(uri.MediaType).Add(uri.Uri.OriginalString);
                return true;
            default:
                return false;
        }
    }
}
