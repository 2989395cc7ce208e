namespace Agentes.Platform.Caching;

/// <summary>What a cached value was made from: a change in one of these areas makes it disappear on every node.</summary>
[Flags]
public enum CacheArea
{
    None = 0,
    Agents = 1,
    Contacts = 2,
    Products = 4,
    Knowledge = 8,
    Organization = 16,
}
