using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Agentes.Platform.Data;

/// <summary>Lets the command line of Entity Framework build the model to write a migration; it never connects.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<PlatformDb>
{
    public PlatformDb CreateDbContext(string[] args) =>
        new(
            PlatformDb.Configure(new DbContextOptionsBuilder<PlatformDb>(), NpgsqlDataSource.Create("Host=design-time")).Options,
            new CurrentOrganization());
}
