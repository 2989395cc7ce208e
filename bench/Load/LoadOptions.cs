using Agentes.Bench.Common;

namespace Agentes.Bench.Load;

/// <summary>What to drive and for how long.</summary>
internal sealed record LoadOptions
{
    public required int Conversations { get; init; }

    /// <summary>Length of the measurement when <see cref="Messages"/> does not end it.</summary>
    public required TimeSpan Duration { get; init; }

    public required TimeSpan Warmup { get; init; }

    /// <summary>Ends the measurement after so many messages instead of after a time.</summary>
    public int? Messages { get; init; }

    /// <summary>Messages in one conversation before the customer opens the next; null is never.</summary>
    public int? MessagesPerConversation { get; init; }

    /// <summary>Messages per second of the open loop, whatever the replies take; null is the closed loop.</summary>
    public double? OpenRate { get; init; }

    /// <summary>How long to wait for the last replies after the measurement.</summary>
    public required TimeSpan Drain { get; init; }

    public static LoadOptions From(Options options)
    {
        var flat = options.WholeOrNull("flat-messages", 1000);
        return new LoadOptions
        {
            Conversations = options.Whole("conversations", 1),
            Duration = options.Seconds("seconds", 1),
            Warmup = options.Seconds("warmup"),
            Messages = flat ?? options.WholeOrNull("messages", 1),
            MessagesPerConversation = options.WholeOrNull("turns", 1),
            OpenRate = options.NumberOrNull("rate"),
            Drain = options.Seconds("drain"),
        };
    }
}
