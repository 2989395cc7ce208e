namespace Agentes.ModelGateway.Admission;

/// <summary>Names of models that a caller may use; one with a <c>*</c> stands for all that fit.</summary>
public sealed class ModelAllowList
{
    private readonly HashSet<string> _names;
    private readonly List<WildcardName> _patterns;

    /// <param name="names">Names and patterns; a lone <c>*</c> allows everything.</param>
    public ModelAllowList(IEnumerable<string> names)
    {
        _names = new HashSet<string>(names, StringComparer.Ordinal);
        _patterns = [.. _names.Where(WildcardName.IsWildcard).Select(name => new WildcardName(name))];
    }

    /// <summary>Whether a name is among them or fits one of the patterns.</summary>
    public bool Allows(string model) => _names.Contains(model) || _patterns.Exists(pattern => pattern.Match(model) is not null);
}
