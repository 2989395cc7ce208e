namespace Agentes.Platform.Identity;

/// <summary>Remembers something about users, sessions, keys or organizations and can be told to forget it.</summary>
internal interface IEvictable
{
    /// <summary>Forgets what concerns this id, whatever it is the id of: ids are unique over all tables.</summary>
    void Evict(Guid id);
}
