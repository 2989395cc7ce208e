using System.Collections.Concurrent;

namespace Agentes.ModelGateway.Caching;

/// <summary>Calls that are under way, so that equal ones need not be made again.</summary>
internal sealed class Flights
{
    private readonly ConcurrentDictionary<(string Name, bool Buffered), Flight> _flights = new();
    private long _landings;

    /// <summary>Changes whenever one has ended: what was looked for in a store before may be there now.</summary>
    public long Landings => Interlocked.Read(ref _landings);

    /// <summary>
    /// Rides with an equal call, or makes it. Who rides is not answered for by the one who began: when that one's own limits refuse him, or
    /// the call fails, another one takes over, once for a failure upstream.
    /// </summary>
    /// <param name="visit">The call.</param>
    /// <param name="key">What equal calls have in common.</param>
    /// <param name="open">Asks upstream.</param>
    /// <param name="landing">After the clean end.</param>
    /// <param name="ct">Ends this rider's part.</param>
    /// <exception cref="ModelGatewayException">Nothing could answer.</exception>
    public async ValueTask<FlightReply> RideAsync(
        CacheVisit visit,
        CacheKey key,
        Func<CancellationToken, ValueTask<GatewayReply>> open,
        Func<Flight, GatewayReply, ValueTask> landing,
        CancellationToken ct)
    {
        var place = (key.Name, visit.Call.Buffered);
        for (var failures = 0; ;)
        {
            var mine = new Flight();
            var flight = _flights.GetOrAdd(place, mine);
            var began = flight == mine;
            if (!began && !flight.TryBoard())
            {
                // It is over; whoever ended it takes it out, and this helps when that one is not that far yet.
                _flights.TryRemove(new(place, flight));
                continue;
            }

            if (began)
            {
                _ = flight.RunAsync(open, landing, gone => Land(place, gone));
            }

            try
            {
                return new FlightReply(flight, await flight.Opened.WaitAsync(ct), visit, began, ct);
            }
            catch (ModelGatewayException failed) when (!began && (IsOfTheCaller(failed.Class) || failures++ == 0))
            {
                flight.Leave();
            }
            catch
            {
                flight.Leave();
                throw;
            }
        }
    }

    /// <summary>A flight that nobody else may board.</summary>
    /// <exception cref="ModelGatewayException">Nothing could answer.</exception>
    public static async ValueTask<FlightReply> AloneAsync(
        CacheVisit visit,
        Func<CancellationToken, ValueTask<GatewayReply>> open,
        Func<Flight, GatewayReply, ValueTask> landing,
        CancellationToken ct)
    {
        var flight = new Flight();
        _ = flight.RunAsync(open, landing, static _ => { });
        try
        {
            return new FlightReply(flight, await flight.Opened.WaitAsync(ct), visit, pays: true, ct);
        }
        catch
        {
            flight.Leave();
            throw;
        }
    }

    private static bool IsOfTheCaller(FailureClass failure) =>
        failure is FailureClass.NotAllowed or FailureClass.Budget or FailureClass.Limited or FailureClass.Ledger;

    private void Land((string Name, bool Buffered) place, Flight flight)
    {
        Interlocked.Increment(ref _landings);
        _flights.TryRemove(new(place, flight));
    }
}
