using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Agentes.Platform;

/// <summary>The names under which the platform is observed: a contract with dashboards.</summary>
public static class PlatformTelemetry
{
    public const string Name = "Agentes.Platform";

    public static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    private static readonly Counter<long> AcceptedMessages = Meter.CreateCounter<long>(
        "agentes.messages.accepted", "{message}", "Messages of contacts that were stored.");

    private static readonly Counter<long> Replies = Meter.CreateCounter<long>(
        "agentes.replies.sent", "{message}", "Replies that were committed, by tier and provider.");

    private static readonly Counter<long> Discarded = Meter.CreateCounter<long>(
        "agentes.replies.discarded", "{message}", "Replies that were begun and must not be sent, by reason.");

    private static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>(
        "agentes.turns.dead", "{turn}", "Turns that were given up, by code.");

    private static readonly Histogram<double> ReplyDuration = Meter.CreateHistogram<double>(
        "agentes.reply.duration", "s", "From the message's arrival to the commit of its reply.");

    /// <summary>A message of a contact was stored.</summary>
    public static void Accepted() => AcceptedMessages.Add(1);

    /// <summary>A reply was committed, so long after the message it answers.</summary>
    public static void Sent(int tier, string provider, TimeSpan duration)
    {
        Replies.Add(1, new("tier", tier), new("provider", provider));
        ReplyDuration.Record(duration.TotalSeconds);
    }

    /// <summary>A reply was begun and must not be sent.</summary>
    public static void NotSent(string reason) => Discarded.Add(1, new KeyValuePair<string, object?>("reason", reason));

    /// <summary>A turn became a dead letter.</summary>
    public static void Buried(string code) => DeadLetters.Add(1, new KeyValuePair<string, object?>("code", code));
}
