using System.Text.Json;
using Agentes.ModelGateway.Accounting;
using Agentes.ModelGateway.Providers.OpenAI;

namespace Agentes.ModelGateway.Providers.Anthropic;

/// <summary>
/// Counts of a reply. They come at its start and, cumulative, at its end; a count that an event leaves out stays as it was. The wire counts
/// cached tokens apart from the input, the gateway as a part of it.
/// </summary>
internal sealed class AnthropicUsage
{
    private long? _input;
    private long? _output;
    private long _read;
    private long _written;
    private long _writtenLong;
    private long _thinking;
    private PriceTier _tier;

    /// <summary>Null until both sides are known.</summary>
    public TokenUsage? Total => _input is { } input && _output is { } output
        ? new TokenUsage(
            input + _read + _written,
            output,
            _read,
            _thinking,
            CacheWriteTokens: Math.Max(0, _written - _writtenLong),
            CacheWriteLongTokens: _writtenLong) { Tier = _tier }
        : null;

    public void Read(ref Utf8JsonReader reader)
    {
        if (!reader.EnterObject())
        {
            return;
        }

        while (reader.NextProperty())
        {
            if (reader.Is("input_tokens"u8))
            {
                _input = reader.LongOrNull() ?? _input;
            }
            else if (reader.Is("output_tokens"u8))
            {
                _output = reader.LongOrNull() ?? _output;
            }
            else if (reader.Is("cache_read_input_tokens"u8))
            {
                _read = reader.LongOrNull() ?? _read;
            }
            else if (reader.Is("cache_creation_input_tokens"u8))
            {
                _written = reader.LongOrNull() ?? _written;
            }
            else if (reader.Is("cache_creation"u8))
            {
                _writtenLong = reader.MemberOf("ephemeral_1h_input_tokens"u8) ?? _writtenLong;
            }
            else if (reader.Is("output_tokens_details"u8))
            {
                _thinking = reader.MemberOf("thinking_tokens"u8) ?? _thinking;
            }
            else if (reader.Is("service_tier"u8))
            {
                _tier = PriceTiers.Read(ref reader);
                reader.SkipValue();
            }
            else
            {
                reader.SkipValue();
            }
        }
    }
}
