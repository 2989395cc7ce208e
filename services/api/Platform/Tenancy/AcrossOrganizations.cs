using Agentes.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Agentes.Platform.Tenancy;

/// <summary>
/// The one door past the tenant boundary: the database as its owner sees it. An architecture test lists who may use it and why
/// (finding the organization of an API key or member, sweeps over everybody's overdue work, provisioning, purging).
/// </summary>
public sealed class AcrossOrganizations(NpgsqlDataSource database)
{
    private readonly DbContextOptions<PlatformDb> _options = PlatformDb.Configure(new DbContextOptionsBuilder<PlatformDb>(), database).Options;

    public NpgsqlDataSource Database => database;

    /// <summary>
    /// A context without row-level security. Tenant-owned sets still need <c>IgnoreQueryFilters(["Organization"])</c>:
    /// the filter throws here, so that each crossing is visible where it happens.
    /// </summary>
    public PlatformDb CreateDb() => new(_options, new CurrentOrganization());
}
