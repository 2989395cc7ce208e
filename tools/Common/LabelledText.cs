using Agentes.Routing;

namespace Agentes.Tools.Common;

/// <summary>A message with the intent that a person gave it.</summary>
/// <param name="Source">Where it comes from: an author's batch, a data set, an organization.</param>
public sealed record LabelledText(string Text, Intent Intent, string Language, string Source);
