using YamlDotNet.RepresentationModel;

namespace Agentes.ModelGateway.Configuration;

/// <summary>
/// Reads the gateway's YAML in LiteLLM's dialect and in the specification's. Strict: a key that nobody reads is an error with its line,
/// because a misspelt limit that is silently dropped is no limit.
/// </summary>
public static class ModelGatewayConfiguration
{
    /// <summary>Reads a file and those it includes.</summary>
    /// <param name="path">Path of a YAML file in UTF-8.</param>
    /// <param name="environment">Value of an environment variable by name; null reads the process environment.</param>
    /// <exception cref="ModelGatewayConfigurationException">The file has errors; all of them are listed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelGatewayOptions Load(string path, Func<string, string?>? environment = null) =>
        Parse(File.ReadAllText(path), path, environment);

    /// <summary>Reads a text.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="source">Name used in error messages; files that the text names are looked for beside it.</param>
    /// <param name="environment">Value of an environment variable by name; null reads the process environment.</param>
    /// <exception cref="ModelGatewayConfigurationException">The text has errors; all of them are listed.</exception>
    public static ModelGatewayOptions Parse(string yaml, string source = "config.yaml", Func<string, string?>? environment = null)
    {
        var reading = new ConfigurationReading(source, environment ?? Environment.GetEnvironmentVariable);
        return Read(yaml, source, reading) is { } options && reading.Problems.Count == 0
            ? options
            : throw new ModelGatewayConfigurationException(reading.Problems);
    }

    /// <returns>Null when there is nothing to read; the problems are in <paramref name="reading"/>.</returns>
    internal static ModelGatewayOptions? Read(string yaml, string source, ConfigurationReading reading)
    {
        if (ConfigurationFiles.Load(yaml, source, reading) is not { } node)
        {
            return null;
        }

        var root = new YamlSection(node, "", reading);
        if (root.Section("environment_variables") is { } variables)
        {
            foreach (var name in variables.Keys())
            {
                variables.Text(name);
            }

            variables.RejectMissingVariables();
            reading.Define(variables.Node);
        }

        var settings = RouterSettingsReader.Read(root);
        settings.Credentials = CredentialReader.Read(root);
        settings.Prices = PricingReader.Read(root, source, reading);
        var groups = ModelListReader.Read(root, settings);
        if (root.Section("general_settings") is { } general)
        {
            general.RejectUnread(LiteLLMKeys.General);
        }

        root.RejectUnread(LiteLLMKeys.Root);
        PricingReader.NoteDoubts(groups, settings.Prices, reading);
        reading.JudgeUnknownKeys();
        settings.RejectUnknownGroups(groups, reading);
        return settings.ToOptions(groups) with { Notes = [.. reading.Notes], Files = reading.Files };
    }
}
