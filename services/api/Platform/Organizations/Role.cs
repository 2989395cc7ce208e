namespace Agentes.Platform.Organizations;

/// <summary>What a member may do; <see cref="Identity.Scopes"/> lists the permissions of each.</summary>
public enum Role
{
    Owner,
    Admin,
    Manager,
    Agent,
    Analyst,
    Viewer,
}
