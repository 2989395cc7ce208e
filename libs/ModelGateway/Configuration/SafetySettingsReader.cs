namespace Agentes.ModelGateway.Configuration;

/// <summary>Reads <c>safety_settings</c>: a list of categories with their thresholds.</summary>
internal static class SafetySettingsReader
{
    public static IReadOnlyList<SafetySetting> Read(YamlSection parameters)
    {
        var settings = new List<SafetySetting>();
        foreach (var section in parameters.Sections("safety_settings"))
        {
            var (category, threshold) = (section.Text("category"), section.Text("threshold"));
            section.RejectUnread();
            section.RejectMissingVariables();
            if (category is null || threshold is null)
            {
                section.Problem(category is null ? "category" : "threshold", "is missing");
                continue;
            }

            settings.Add(new SafetySetting(category, threshold));
        }

        return settings;
    }
}
