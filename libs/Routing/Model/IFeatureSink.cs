namespace Agentes.Routing.Model;

/// <summary>Kinds of evidence that are scaled apart, for a word has many runs of characters.</summary>
internal enum FeatureGroup
{
    Words,
    Characters,
}

/// <summary>Takes the hashed features of a message as they are found; a struct, so that the reading loop is compiled around it.</summary>
internal interface IFeatureSink
{
    /// <param name="group">The kind of evidence.</param>
    /// <param name="hash">Well mixed; its low bits choose the row of the table.</param>
    /// <param name="token">Index of the token that the feature ends at.</param>
    void Add(FeatureGroup group, uint hash, int token);

    /// <summary>The clause is complete; called once after every clause that is not empty.</summary>
    void EndClause();
}
