using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Agentes.ModelGateway.Faces.OpenAI;

/// <summary>A tool that the caller runs himself, with the wishes about it that only some wires know.</summary>
/// <param name="name">Name by which the model calls it.</param>
/// <param name="description">What it does; empty when nothing is said.</param>
/// <param name="schema">JSON schema of its arguments.</param>
/// <param name="wishes"><c>strict</c>, and a lifetime of the prompt cache.</param>
internal sealed class DeclaredTool(string name, string? description, JsonElement schema, IReadOnlyDictionary<string, object?> wishes)
    : AIFunctionDeclaration
{
    public override string Name => name;

    public override string Description => description ?? "";

    public override JsonElement JsonSchema => schema;

    public override IReadOnlyDictionary<string, object?> AdditionalProperties => wishes;
}
