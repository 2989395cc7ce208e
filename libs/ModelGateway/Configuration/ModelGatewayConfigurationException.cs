namespace Agentes.ModelGateway.Configuration;

/// <summary>One error of a configuration.</summary>
/// <param name="Source">Name of the file.</param>
/// <param name="Line">From 1; 0 when the error has no place.</param>
/// <param name="Column">From 1.</param>
/// <param name="Path">Path of the key, for example <c>router_settings.timeout</c>.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Suggestion">The key or value that was probably meant.</param>
public sealed record ConfigurationProblem(string Source, long Line, long Column, string Path, string Message, string? Suggestion)
{
    /// <summary>One line, as compilers print it.</summary>
    public override string ToString() =>
        $"{Source}:{Line}:{Column}: {(Path.Length > 0 ? Path + ": " : "")}{Message}"
        + (Suggestion is null ? "" : $"; did you mean '{Suggestion}'?");
}

/// <summary>The configuration cannot be used; the message lists every error with its line.</summary>
public sealed class ModelGatewayConfigurationException(IReadOnlyList<ConfigurationProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>The errors, in the order they were found.</summary>
    public IReadOnlyList<ConfigurationProblem> Problems { get; } = problems;
}
