using YamlDotNet.Core;

namespace Agentes.ModelGateway.Configuration;

/// <summary>Collects errors so that one run shows them all.</summary>
internal sealed class ConfigurationProblems(string source)
{
    private readonly List<ConfigurationProblem> _problems = [];

    public int Count => _problems.Count;

    public IReadOnlyList<ConfigurationProblem> All => [.. _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    public void Add(Mark at, string path, string message, string? suggestion = null) =>
        _problems.Add(new ConfigurationProblem(source, at.Line, at.Column, path, message, suggestion));
}
