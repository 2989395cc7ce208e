using System.Net;
using System.Text;

namespace Agentes.ModelGateway.Tests.FaultMatrix;

/// <summary>What must come of a fault.</summary>
internal enum Outcome
{
    /// <summary>The other deployment answers, and the caller sees one clean reply.</summary>
    Recovers,

    /// <summary>The same deployment's reply arrives whole, as if nothing had been odd.</summary>
    Same,

    /// <summary>The caller gets the failure at once, and nobody else is asked.</summary>
    Refused,

    /// <summary>Unseen until the first word; after it the caller is told that the reply broke off.</summary>
    BreaksOff,
}

/// <summary>One way in which a provider misbehaves.</summary>
/// <param name="Name">Shown in the name of a case.</param>
/// <param name="Outcome">What must come of it.</param>
/// <param name="Failure">Class of the failure that is reported or noted.</param>
internal sealed record Fault(string Name, Outcome Outcome, FailureClass Failure, Func<Dialect, Want, Script> Script)
{
    /// <summary>The deployment must be left alone afterwards.</summary>
    public bool Cools { get; init; }

    public override string ToString() => Name;

    public static readonly Fault[] All =
    [
        Unreachable("1 refused", HttpRequestError.ConnectionError),
        Unreachable("1 no such host", HttpRequestError.NameResolutionError),
        Unreachable("1 TLS", HttpRequestError.SecureConnectionError),
        Status("2 throttled", 429, Errors.Throttle, Outcome.Recovers, FailureClass.Throttle, ("Retry-After", "1")) with { Cools = true },
        Status("4 quota", 429, Errors.Quota, Outcome.Recovers, FailureClass.Quota) with { Cools = true },
        Status("5 500", 500, Errors.Server, Outcome.Recovers, FailureClass.Server),
        Status("5 502", 502, Errors.Server, Outcome.Recovers, FailureClass.Server),
        Status("5 503", 503, Errors.Server, Outcome.Recovers, FailureClass.Server),
        Status("5 529", 529, Errors.Server, Outcome.Recovers, FailureClass.Server),
        Status("6 401", 401, Errors.Key, Outcome.Recovers, FailureClass.Credential) with { Cools = true },
        Status("6 403", 403, Errors.Key, Outcome.Recovers, FailureClass.Credential) with { Cools = true },
        Status("7 retired model", 404, Errors.Model, Outcome.Recovers, FailureClass.NotFound) with { Cools = true },
        Status("8 bad request", 400, Errors.Bad, Outcome.Refused, FailureClass.InvalidRequest),
        Status("9 context window", 400, Errors.Context, Outcome.Refused, FailureClass.ContextWindow),
        new("10 content policy", Outcome.Refused, FailureClass.ContentPolicy, (dialect, _) => dialect.RefusalStream is { } stream
            ? FaultMatrix.Script.Whole(stream)
            : FaultMatrix.Script.Refuse(400, dialect.Error(400, Errors.Content))),
        Of("11 headers, then silence", Outcome.Recovers, FailureClass.Timeout, (_, _) => [Part.Silence]),
        Of("12 error as first event", Outcome.Recovers, FailureClass.Server, (dialect, _) => [Part.Of(dialect.ErrorEvent)]),
        Of("13 empty body", Outcome.Recovers, FailureClass.Truncated, (_, _) => []),
        Of("14 malformed first", Outcome.Recovers, FailureClass.Malformed, (_, _) => [Part.Of("data: {\"choices\":[{\n\n"), Part.Silence]),
        Of("14 malformed after words", Outcome.BreaksOff, FailureClass.Malformed, (dialect, want) =>
            [.. Begin(dialect, want), Part.Of("data: {\"x\":[}\n\n"), Part.Silence]),
        Of("15 cut by a reset", Outcome.BreaksOff, FailureClass.Truncated, (dialect, want) => [.. Begin(dialect, want), Part.Break]),
        Of("15 cut by an end", Outcome.BreaksOff, FailureClass.Truncated, (dialect, want) => [.. Begin(dialect, want)]),
        Of("15 cut inside an event", Outcome.BreaksOff, FailureClass.Truncated, (dialect, want) =>
            [.. Begin(dialect, want), Part.Of(dialect.Events(want)[^1][..^9])]),
        Of("16 stall after words", Outcome.BreaksOff, FailureClass.Timeout, (dialect, want) => [.. Begin(dialect, want), Part.Silence]),
        Of("12 error after words", Outcome.BreaksOff, FailureClass.Server, (dialect, want) => [.. Begin(dialect, want), Part.Of(dialect.ErrorEvent)]),
        Of("19 a byte at a time", Outcome.Same, default, (dialect, want) =>
            Encoding.UTF8.GetBytes(string.Concat(dialect.Events(want))).Select(one => new Part([one]))),
        Of("19 CRLF", Outcome.Same, default, (dialect, want) =>
            [Part.Of(string.Concat(dialect.Events(want)).Replace("\n", "\r\n", StringComparison.Ordinal))]),
        Of("19 byte order mark", Outcome.Same, default, (dialect, want) => [Part.Of("\uFEFF" + string.Concat(dialect.Events(want)))]),
        Of("19 comments and unknown fields", Outcome.Same, default, (dialect, want) =>
            dialect.Events(want).Select(e => Part.Of($": keep-alive\nid: 7\nretry: 10\n{e}"))),
        Of("19 a comment of 100 KB", Outcome.Same, default, (dialect, want) =>
            [Part.Of($": {new string('x', 100_000)}\n\n"), Part.Of(string.Concat(dialect.Events(want)))]),
        Of("19 no blank line at the end", Outcome.Same, default, (dialect, want) =>
            [Part.Of(string.Concat(dialect.Events(want)).TrimEnd('\n'))]),
        Of("17 slow, but alive", Outcome.Same, default, (dialect, want) =>
            dialect.Events(want).Select(e => Part.Of(e) with { Before = TimeSpan.FromSeconds(2) })),
    ];

    private static Fault Of(string name, Outcome outcome, FailureClass failure, Func<Dialect, Want, IEnumerable<Part>> parts) =>
        new(name, outcome, failure, (dialect, want) => FaultMatrix.Script.Stream(parts(dialect, want)));

    private static Fault Status(
        string name, int status, string kind, Outcome outcome, FailureClass failure, params (string, string)[] headers) =>
        new(name, outcome, failure, (dialect, _) => FaultMatrix.Script.Refuse(status, dialect.Error(status, kind), headers));

    private static Fault Unreachable(string name, HttpRequestError error) => new(
        name, Outcome.Recovers, FailureClass.Connection, (_, _) => new Script { Unreachable = new HttpRequestException(error, "unreachable") });

    /// <summary>The reply up to some of its words (or to its call), but never to its end.</summary>
    private static IEnumerable<Part> Begin(Dialect dialect, Want want)
    {
        var events = dialect.Events(want).ToList();
        var last = events.FindIndex(e => e.Contains(want switch
        {
            Want.Tool => "weather",
            Want.Schema => "city",
            _ => Dialect.Pieces[1],
        }, StringComparison.Ordinal));
        return events.Take(last + 1).Select(Part.Of);
    }
}
