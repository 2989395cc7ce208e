namespace Agentes.ModelGateway.Faces;

/// <summary>A request that a face cannot take; the message says what to do and holds nothing of the prompt.</summary>
/// <param name="code">Stable code, such as <c>missing_required_parameter</c>; null where the wire has none.</param>
/// <param name="param">Path of the member, such as <c>messages[2].role</c>.</param>
/// <param name="message">For a person.</param>
public sealed class FaceException(string? code, string? param, string message) : Exception(message)
{
    /// <summary>Stable code of the failure.</summary>
    public string? Code { get; } = code;

    /// <summary>Which member of the request is meant.</summary>
    public string? Param { get; } = param;

    internal static FaceException Missing(string param) =>
        new("missing_required_parameter", param, $"Missing required parameter: '{param}'.");

    internal static FaceException Invalid(string param, string message) => new("invalid_value", param, message);
}
