namespace Agentes.ModelGateway.Admission;

/// <summary>How long a budget lasts. Windows begin at round instants of UTC, the same for everybody.</summary>
public enum BudgetWindow
{
    /// <summary>For ever.</summary>
    None,

    /// <summary>From second 0.</summary>
    Minute,

    /// <summary>From minute 0.</summary>
    Hour,

    /// <summary>From midnight.</summary>
    Day,

    /// <summary>From midnight on Monday.</summary>
    Week,

    /// <summary>From midnight on the 1st.</summary>
    Month,
}

/// <summary>The instants at which windows begin and end.</summary>
public static class BudgetWindows
{
    /// <summary>When the window began that an instant lies in; the Unix epoch for <see cref="BudgetWindow.None"/>.</summary>
    public static DateTimeOffset Start(this BudgetWindow window, DateTimeOffset now)
    {
        var utc = now.UtcDateTime;
        var day = new DateTimeOffset(utc.Date, TimeSpan.Zero);
        return window switch
        {
            BudgetWindow.Minute => day.AddMinutes((int)utc.TimeOfDay.TotalMinutes),
            BudgetWindow.Hour => day.AddHours(utc.Hour),
            BudgetWindow.Day => day,
            BudgetWindow.Week => day.AddDays(-(((int)utc.DayOfWeek + 6) % 7)),
            BudgetWindow.Month => day.AddDays(1 - utc.Day),
            _ => DateTimeOffset.UnixEpoch,
        };
    }

    /// <summary>When the window ends that begins there; null when it never does.</summary>
    public static DateTimeOffset? End(this BudgetWindow window, DateTimeOffset start) => window switch
    {
        BudgetWindow.Minute => start.AddMinutes(1),
        BudgetWindow.Hour => start.AddHours(1),
        BudgetWindow.Day => start.AddDays(1),
        BudgetWindow.Week => start.AddDays(7),
        BudgetWindow.Month => start.AddMonths(1),
        _ => null,
    };
}
