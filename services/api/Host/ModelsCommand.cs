using Agentes.ModelGateway.Configuration;
using Agentes.ModelGateway.Configuration.Explanation;

namespace Agentes.Host;

/// <summary>
/// <c>--check-models</c> and <c>--explain-models</c>, each with <c>--json</c>: what the configuration of the models comes to, without
/// starting anything.
/// </summary>
internal static class ModelsCommand
{
    private const string Check = "--check-models";
    private const string Explain = "--explain-models";
    private const string AsJson = "--json";

    /// <returns>The exit code: 0, or 14 when the configuration cannot be used; null when the arguments ask for something else.</returns>
    public static int? Run(string[] args, TextWriter output, TextWriter errors)
    {
        var (check, explain) = (args.Contains(Check, StringComparer.Ordinal), args.Contains(Explain, StringComparer.Ordinal));
        if (!check && !explain)
        {
            return null;
        }

        // A flag without a value would take the next argument for one.
        var settings = HostSettings.Read([.. args.Where(word => word is not (Check or Explain or AsJson)), "--role", nameof(Roles.All)]);
        var json = args.Contains(AsJson, StringComparer.Ordinal);
        try
        {
            var explanation = new ModelGatewayExplanation(ModelGatewayConfiguration.Load(settings.ModelsFile));
            output.Write(json ? explanation.Json() : explain ? explanation.Text() : explanation.Summary());
            return 0;
        }
        catch (ModelGatewayConfigurationException wrong)
        {
            (json ? output : errors).Write(json ? ModelGatewayExplanation.Json(wrong) : wrong.Message + "\n");
        }
        catch (Exception away) when (away is IOException or UnauthorizedAccessException)
        {
            errors.Write($"The models file cannot be read: {away.Message}\n");
        }

        return StartupFailure.BadConfiguration;
    }
}
