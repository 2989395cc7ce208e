using System.Linq.Expressions;
using System.Reflection;
using Agentes.Platform.Agents;
using Agentes.Platform.Contacts;
using Agentes.Platform.Conversations;
using Agentes.Platform.Conversions;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Knowledge;
using Agentes.Platform.Models.Ledger;
using Agentes.Platform.Models.Limits;
using Agentes.Platform.Organizations;
using Agentes.Platform.Products;
using Agentes.Platform.Routing;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Agentes.Platform.Data;

/// <summary>The product's tables. Every query is filtered by organization and hides what was deleted; see <see cref="OrganizationInterceptor"/>.</summary>
public sealed class PlatformDb : DbContext
{
    public const string OrganizationFilter = "Organization";
    public const string NotDeletedFilter = "NotDeleted";

    private readonly CurrentOrganization _organization;

    public PlatformDb(DbContextOptions<PlatformDb> options, CurrentOrganization organization)
        : base(options)
    {
        _organization = organization;

        // A lone UPDATE would otherwise run outside a transaction, where its affected-row check and the tenant settings collide.
        Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
    }

    public DbSet<Organization> Organizations => Set<Organization>();
    public DbSet<Member> Members => Set<Member>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<ApiKey> ApiKeys => Set<ApiKey>();
    public DbSet<Agent> Agents => Set<Agent>();
    public DbSet<AgentVersion> AgentVersions => Set<AgentVersion>();
    public DbSet<Contact> Contacts => Set<Contact>();
    public DbSet<ContactIdentity> ContactIdentities => Set<ContactIdentity>();
    public DbSet<Conversation> Conversations => Set<Conversation>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<RoutingRecord> RoutingRecords => Set<RoutingRecord>();
    public DbSet<Product> Products => Set<Product>();
    public DbSet<KnowledgeEntry> Knowledge => Set<KnowledgeEntry>();
    public DbSet<Conversion> Conversions => Set<Conversion>();
    public DbSet<ModelLimit> ModelLimits => Set<ModelLimit>();
    public DbSet<ModelCallRecord> ModelCalls => Set<ModelCallRecord>();
    public DbSet<ModelBudgetWindow> ModelBudgetWindows => Set<ModelBudgetWindow>();
    public DbSet<ModelBudgetLease> ModelBudgetLeases => Set<ModelBudgetLease>();
    public DbSet<IdempotencyRecord> IdempotencyRecords => Set<IdempotencyRecord>();

    public DbSet<AuthUser> AuthUsers => Set<AuthUser>();
    public DbSet<AuthSession> AuthSessions => Set<AuthSession>();
    public DbSet<RefreshToken> RefreshTokens => Set<RefreshToken>();
    public DbSet<OneTimeToken> OneTimeTokens => Set<OneTimeToken>();
    public DbSet<FlowState> FlowStates => Set<FlowState>();

    private Guid CurrentOrganizationId => _organization.Id;

    /// <summary>The settings that migrations, tests and the running program share.</summary>
    public static DbContextOptionsBuilder<PlatformDb> Configure(DbContextOptionsBuilder<PlatformDb> builder, NpgsqlDataSource database)
    {
        builder.UseNpgsql(database, npgsql => npgsql.MigrationsHistoryTable("migrations", "public"));
        return (DbContextOptionsBuilder<PlatformDb>)builder.UseSnakeCaseNamingConvention();
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        SnakeCaseEnums.Configure(configurationBuilder);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PlatformDb).Assembly);
        SearchFunctions.Map(modelBuilder);
        var addFilters = typeof(PlatformDb).GetMethod(nameof(AddFilters), BindingFlags.Instance | BindingFlags.NonPublic)!;
        foreach (var type in modelBuilder.Model.GetEntityTypes().Select(t => t.ClrType).Where(t => !t.IsValueType).ToList())
        {
            addFilters.MakeGenericMethod(type).Invoke(this, [modelBuilder]);
        }
    }

    private void AddFilters<T>(ModelBuilder modelBuilder)
        where T : class
    {
        if (modelBuilder.Model.FindEntityType(typeof(T)) is not { } type || type.IsOwned())
        {
            return;
        }

        foreach (var id in type.GetProperties().Where(p => p.ClrType == typeof(Guid) && p.IsKey()))
        {
            // Ids are made where rows are made, and the organization is stamped on saving: nothing may be made up for an empty one.
            id.ValueGenerated = ValueGenerated.Never;
        }

        if (typeof(T) == typeof(Organization))
        {
            Expression<Func<Organization, bool>> own = o => o.Id == CurrentOrganizationId;
            modelBuilder.Entity<Organization>().HasQueryFilter(OrganizationFilter, own);
        }
        else if (typeof(IOwnedByOrganization).IsAssignableFrom(typeof(T)))
        {
            modelBuilder.Entity<T>().HasQueryFilter(
                OrganizationFilter, e => ((IOwnedByOrganization)e).OrganizationId == CurrentOrganizationId);
        }

        if (typeof(ISoftDeleted).IsAssignableFrom(typeof(T)))
        {
            modelBuilder.Entity<T>().HasQueryFilter(NotDeletedFilter, e => ((ISoftDeleted)e).DeletedAt == null);
        }

        if (typeof(Entity).IsAssignableFrom(typeof(T)))
        {
            modelBuilder.Entity<T>().Property<uint>(nameof(Entity.Version)).IsRowVersion();
        }
    }
}
