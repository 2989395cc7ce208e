using Agentes.Routing;
using Agentes.Tools.Common;

namespace Agentes.Tools.Route;

/// <summary>Reads labelled messages with a model.</summary>
internal static class Judge
{
    public static List<Judged> All(IntentModel model, IEnumerable<LabelledText> rows) => [.. rows.Select(row => One(model, row))];

    private static Judged One(IntentModel model, LabelledText row)
    {
        var posterior = new double[9];
        var reading = model.Read(row.Text, row.Language, posterior);
        return new Judged(row, posterior, reading.Intent, reading.Abstained);
    }
}
