using Agentes.ModelGateway.Configuration;

namespace Agentes.ModelGateway.Tests.Configuration;

/// <summary>Short ways to read a configuration.</summary>
internal static class Yaml
{
    public static readonly Func<string, string?> NoKeys = _ => null;

    public static readonly Func<string, string?> AnyKey = name => name + "-value";

    /// <summary>A file of the folder config.</summary>
    public static ModelGatewayOptions Shipped(string file, Func<string, string?>? environment = null) =>
        ModelGatewayConfiguration.Load(Path.Combine(AppContext.BaseDirectory, "Configs", file), environment ?? NoKeys);

    public static ModelGatewayOptions Read(string yaml, Func<string, string?>? environment = null) =>
        ModelGatewayConfiguration.Parse(yaml, environment: environment ?? NoKeys);

    /// <summary>The errors of a text, as an operator sees them.</summary>
    public static IReadOnlyList<string> Errors(string yaml, Func<string, string?>? environment = null) =>
        [.. Should.Throw<ModelGatewayConfigurationException>(() => Read(yaml, environment)).Problems.Select(problem => problem.ToString())];
}
