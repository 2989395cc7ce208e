namespace Agentes.Tools.Route;

/// <summary>The mean gain of each topic, shrunk towards the mean of all: what is known of a prompt without reading it.</summary>
internal sealed class TopicTable
{
    /// <summary>The mean of all counts as much as this many prompts of the topic.</summary>
    private const double Strength = 20;
    private readonly Dictionary<string, double> _gains;
    private readonly double _mean;

    public TopicTable(IReadOnlyList<Outcome> rows)
    {
        _mean = rows.Average(row => row.Gain);
        _gains = rows.GroupBy(row => row.Domain, StringComparer.Ordinal).ToDictionary(
            topic => topic.Key,
            topic => (topic.Sum(row => row.Gain) + (Strength * _mean)) / (topic.Count() + Strength),
            StringComparer.Ordinal);
    }

    public double Gain(string topic) => _gains.GetValueOrDefault(topic, _mean);
}
