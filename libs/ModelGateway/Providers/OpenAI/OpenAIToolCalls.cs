using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Providers.OpenAI;

/// <summary>
/// Joins the fragments of tool calls by index. Forgives what compatible servers do: no index, the name repeated in each fragment, the
/// arguments as an object, an empty list on every chunk.
/// </summary>
internal sealed class OpenAIToolCalls
{
    private readonly List<Call> _calls = [];

    public int Count => _calls.Count;

    /// <summary>Reads the value of <c>tool_calls</c>; true when it held a fragment.</summary>
    public bool Read(ref Utf8JsonReader reader)
    {
        var any = false;
        if (!reader.EnterArray())
        {
            return false;
        }

        while (reader.NextItem())
        {
            if (reader.TokenType is JsonTokenType.StartObject)
            {
                Add(ReadFragment(ref reader));
                any = true;
            }
            else
            {
                reader.Skip();
            }
        }

        return any;
    }

    /// <summary>The finished calls, in order of their first fragment.</summary>
    public IEnumerable<FunctionCallContent> Take()
    {
        var position = 0;
        foreach (var call in _calls)
        {
            var id = call.Id is { Length: > 0 } given ? given : $"call_{position}";
            position++;
            yield return ToolValues.Call(id, call.Name ?? "", call.Arguments.ToString());
        }

        _calls.Clear();
    }

    private static Fragment ReadFragment(ref Utf8JsonReader reader)
    {
        long? index = null;
        string? id = null, name = null, arguments = null;
        while (reader.NextProperty())
        {
            if (reader.Is("index"u8))
            {
                index = reader.LongOrNull();
            }
            else if (reader.Is("id"u8))
            {
                id = reader.StringOrNull();
            }
            else if (reader.Is("function"u8) && reader.EnterObject())
            {
                while (reader.NextProperty())
                {
                    if (reader.Is("name"u8))
                    {
                        name = reader.StringOrNull();
                    }
                    else if (reader.Is("arguments"u8))
                    {
                        arguments = ReadArguments(ref reader);
                    }
                    else
                    {
                        reader.SkipValue();
                    }
                }
            }
            else
            {
                reader.SkipValue();
            }
        }

        return new Fragment(index, id, name, arguments);
    }

    private static string? ReadArguments(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            return reader.StringOrNull();
        }

        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.GetRawText();
    }

    private void Add(Fragment fragment)
    {
        var call = Find(fragment);
        call.Id ??= fragment.Id;
        call.Name ??= fragment.Name;
        call.Arguments.Append(fragment.Arguments);
    }

    private Call Find(Fragment fragment)
    {
        Call? known = null;
        if (fragment.Index is { } index)
        {
            known = _calls.Find(c => c.Index == index);
        }
        else if (_calls.Count > 0)
        {
            // Without an index a new id opens a new call and anything else continues the last one.
            var last = _calls[^1];
            known = fragment.Id is null || fragment.Id == last.Id ? last : null;
        }

        if (known is null)
        {
            known = new Call(fragment.Index);
            _calls.Add(known);
        }

        return known;
    }

    private readonly record struct Fragment(long? Index, string? Id, string? Name, string? Arguments);

    private sealed class Call(long? index)
    {
        public long? Index { get; } = index;

        public string? Id { get; set; }

        public string? Name { get; set; }

        public StringBuilder Arguments { get; } = new();
    }
}
