namespace Agentes.ModelGateway.Admission;

/// <summary>
/// How much was taken in the last 60 seconds, by whole seconds: in no 60 seconds is more taken than the limit, and what was taken is free
/// again at most a second late. Not safe for several threads: its owner locks.
/// </summary>
public sealed class MinuteWindow
{
    /// <summary>A second more than the minute: the second that is running and the one that began a minute before it both count whole.</summary>
    private const int Seconds = 61;

    private readonly long[] _taken = new long[Seconds];
    private long _newest = long.MinValue;
    private long _sum;

    /// <summary>What counts now.</summary>
    /// <param name="second">The running second, on any clock that does not go back.</param>
    public long Used(long second)
    {
        Advance(second);
        return _sum;
    }

    /// <summary>Takes an amount, or with a negative one gives back what was taken too much in that second.</summary>
    /// <param name="second">When it is taken, or was; an instant that no longer counts changes nothing.</param>
    /// <param name="amount">How much.</param>
    public void Take(long second, long amount)
    {
        Advance(second);
        if (_newest - second < Seconds)
        {
            _taken[Slot(second)] += amount;
            _sum += amount;
        }
    }

    /// <summary>Seconds until this much could be taken; null when it never could.</summary>
    public long? Wait(long second, long amount, long limit)
    {
        if (amount > limit)
        {
            return null;
        }

        var over = Used(second) + amount - limit;
        for (var age = Seconds - 1; over > 0 && age >= 0; age--)
        {
            over -= _taken[Slot(second - age)];
            if (over <= 0)
            {
                return Seconds - age;
            }
        }

        return 0;
    }

    private void Advance(long second)
    {
        if (second <= _newest)
        {
            return;
        }

        // A clock that jumped has nothing left to add up.
        for (var s = Math.Max(_newest + 1, second - Seconds + 1); s <= second && _newest != long.MinValue; s++)
        {
            _sum -= _taken[Slot(s)];
            _taken[Slot(s)] = 0;
        }

        _newest = second;
    }

    private static int Slot(long second) => (int)(((second % Seconds) + Seconds) % Seconds);
}
