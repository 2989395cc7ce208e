using System.Globalization;

namespace Agentes.Bench.Common;

/// <summary>The options of one run, typed when they are read.</summary>
public sealed class Options(IReadOnlyDictionary<string, string> given)
{
    public bool Has(string name) => given.ContainsKey(name);

    public string? Text(string name) => given.GetValueOrDefault(name);

    /// <exception cref="UsageException">The option was not given.</exception>
    public string Required(string name) => Text(name) ?? throw new UsageException($"--{name} is required; see --help");

    /// <summary>A whole number, or null when the option was not given.</summary>
    /// <exception cref="UsageException">The value is not a whole number of at least <paramref name="least"/>.</exception>
    public int? WholeOrNull(string name, int least = 0)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var valid = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least;
        return valid ? number : throw new UsageException($"--{name} takes a whole number of at least {least}, not '{text}'");
    }

    /// <inheritdoc cref="WholeOrNull"/>
    public int Whole(string name, int least = 0) =>
        WholeOrNull(name, least) ?? throw new UsageException($"--{name} is required; see --help");

    /// <summary>A decimal number with a point, or null when the option was not given.</summary>
    /// <exception cref="UsageException">The value is not a number of at least 0.</exception>
    public double? NumberOrNull(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var valid = double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number);
        return valid ? number : throw new UsageException($"--{name} takes a number, not '{text}'");
    }

    /// <inheritdoc cref="WholeOrNull"/>
    public TimeSpan Seconds(string name, int least = 0) => TimeSpan.FromSeconds(Whole(name, least));
}
