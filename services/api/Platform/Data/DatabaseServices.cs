using Agentes.Platform.Caching;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Agentes.Platform.Data;

internal static class DatabaseServices
{
    public static IServiceCollection AddDatabase(this IServiceCollection services, string connectionString)
    {
        var database = new NpgsqlDataSourceBuilder(ConnectionString(connectionString)).Build();
        services.AddSingleton(database);
        services.AddSingleton<AcrossOrganizations>();
        services.AddSingleton<TenantDatabase>();
        services.AddSingleton<DatabaseSchema>();
        services.AddScoped<CurrentOrganization>();
        services.AddScoped(provider =>
        {
            var organization = provider.GetRequiredService<CurrentOrganization>();
            var builder = PlatformDb.Configure(new DbContextOptionsBuilder<PlatformDb>(), database);
            builder.AddInterceptors(
                new OrganizationInterceptor(organization),
                new OrganizationStamp(organization),
                new EvictOnSave(organization, provider.GetRequiredService<OrganizationCache>()));
            return new PlatformDb(builder.Options, organization);
        });
        return services;
    }

    /// <summary>
    /// A few statements make up nearly all traffic, so they are prepared automatically; behind a transaction pooler set
    /// "Max Auto Prepare=0" in the connection string.
    /// </summary>
    private static string ConnectionString(string configured)
    {
        var settings = new NpgsqlConnectionStringBuilder(FromUrl(configured));
        if (!settings.ContainsKey("Max Auto Prepare") || !configured.Contains("Auto Prepare", StringComparison.OrdinalIgnoreCase))
        {
            settings.MaxAutoPrepare = 100;
            settings.AutoPrepareMinUsages = 3;
        }

        // Whatever we set is local to a transaction, so there is nothing to reset when a connection goes back to the pool;
        // the reset would be seven statements on every use.
        settings.NoResetOnClose = true;
        if (!configured.Contains("Maximum Pool Size", StringComparison.OrdinalIgnoreCase))
        {
            settings.MaxPoolSize = 40;
        }

        return settings.ConnectionString;
    }

    /// <summary>postgres://user:password@host:port/database?sslmode=require, as hosting providers hand it out.</summary>
    private static string FromUrl(string configured)
    {
        if (!Uri.TryCreate(configured, UriKind.Absolute, out var url) || url.Scheme is not ("postgres" or "postgresql"))
        {
            return configured;
        }

        var user = url.UserInfo.Split(':', 2);
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = url.Host,
            Port = url.IsDefaultPort || url.Port < 0 ? 5432 : url.Port,
            Database = url.AbsolutePath.TrimStart('/'),
            Username = Uri.UnescapeDataString(user[0]),
            Password = user.Length > 1 ? Uri.UnescapeDataString(user[1]) : null,
            GssEncryptionMode = GssEncryptionMode.Disable,
        };
        foreach (var pair in url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            if (parts[0] == "sslmode" && Enum.TryParse<SslMode>(parts[^1].Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode))
            {
                settings.SslMode = mode;
            }
        }

        return settings.ConnectionString;
    }
}
