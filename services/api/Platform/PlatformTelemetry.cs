using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Agentes.Platform;

/// <summary>The names under which the platform is observed: a contract with dashboards.</summary>
public static class PlatformTelemetry
{
    public const string Name = "Agentes.Platform";

    public static readonly ActivitySource Source = new(Name);

    public static readonly Meter Meter = new(Name);

    public static readonly Counter<long> Accepted = Meter.CreateCounter<long>(
        "agentes.messages.accepted", "{message}", "Messages of contacts that were stored.");

    public static readonly Counter<long> Replies = Meter.CreateCounter<long>(
        "agentes.replies.sent", "{message}", "Replies that were committed, by tier and provider.");

    public static readonly Counter<long> Discarded = Meter.CreateCounter<long>(
        "agentes.replies.discarded", "{message}", "Replies that were written and must not be sent, by reason.");

    public static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>(
        "agentes.turns.dead", "{turn}", "Turns that were given up, by code.");

    public static readonly Histogram<double> ReplyDuration = Meter.CreateHistogram<double>(
        "agentes.reply.duration", "s", "From the message's arrival to the commit of its reply.");
}
