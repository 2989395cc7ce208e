using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Agentes.ModelGateway.Configuration;

/// <summary>
/// Reads the gateway's YAML in LiteLLM's dialect and in the specification's. Strict: a key that nobody reads is an error with its line,
/// because a misspelt limit that is silently dropped is no limit.
/// </summary>
public static class ModelGatewayConfiguration
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of a YAML file in UTF-8.</param>
    /// <param name="environment">Value of an environment variable by name; null reads the process environment.</param>
    /// <exception cref="ModelGatewayConfigurationException">The file has errors; all of them are listed.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ModelGatewayOptions Load(string path, Func<string, string?>? environment = null) =>
        Parse(File.ReadAllText(path), path, environment);

    /// <summary>Reads a text.</summary>
    /// <param name="yaml">The text.</param>
    /// <param name="source">Name used in error messages.</param>
    /// <param name="environment">Value of an environment variable by name; null reads the process environment.</param>
    /// <exception cref="ModelGatewayConfigurationException">The text has errors; all of them are listed.</exception>
    public static ModelGatewayOptions Parse(string yaml, string source = "config.yaml", Func<string, string?>? environment = null)
    {
        var problems = new ConfigurationProblems(source);
        var options = ReadRoot(yaml, problems, environment ?? Environment.GetEnvironmentVariable);
        return problems.Count == 0 && options is not null ? options : throw new ModelGatewayConfigurationException(problems.All);
    }

    private static ModelGatewayOptions? ReadRoot(string yaml, ConfigurationProblems problems, Func<string, string?> environment)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException exception)
        {
            problems.Add(exception.Start, "", exception.InnerException?.Message ?? exception.Message);
            return null;
        }

        if (stream.Documents is not [{ RootNode: YamlMappingNode node }])
        {
            problems.Add(Mark.Empty, "", "the file must hold one mapping with a model_list");
            return null;
        }

        var notes = new List<string>();
        var root = new YamlSection(node, "", problems, new EnvironmentValues(environment, node));
        var settings = RouterSettingsReader.Read(root, notes);
        var groups = ModelListReader.Read(root, settings, notes);
        root.Ignore("environment_variables");
        if (root.Ignore("general_settings"))
        {
            notes.Add("general_settings configures LiteLLM's own HTTP server and has no effect here.");
        }

        root.RejectUnread(LiteLLMKeys.Root);
        settings.RejectUnknownGroups(groups, problems);
        return settings.ToOptions(groups, notes);
    }
}
