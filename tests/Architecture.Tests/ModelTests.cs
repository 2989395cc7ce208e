using System.Reflection;
using Agentes.ModelGateway;
using Agentes.Platform.Data;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Agentes.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace Agentes.Architecture.Tests;

/// <summary>Rules of the database that its model can be asked about.</summary>
public sealed class ModelTests
{
    private static readonly string[] MoneyWords = ["Price", "Cost", "Usd", "Amount", "LifetimeValue", "CustomerValue"];

    /// <summary>Rows that are hidden before they are erased; and why the others are erased at once, or never.</summary>
    private static readonly Dictionary<string, string> ErasedAtOnce = new(StringComparer.Ordinal)
    {
        ["agent_versions"] = "history, which lives as long as its agent",
        ["contact_identities"] = "aliases, which another contact may take over at once",
        ["routing_analytics"] = "receipts, which live as long as their message",
        ["idempotency_records"] = "kept for a day",
        ["model_calls"] = "the account of what was spent, which nobody may thin out",
        ["model_budget_windows"] = "sums of that account",
        ["model_budget_leases"] = "gone as soon as they are spent or given back",
    };

    private readonly List<IEntityType> _tables = [.. Model().GetEntityTypes().Where(type => type.GetTableName() is not null)];

    [Fact]
    public void Every_foreign_key_has_an_index()
    {
        var keys = _tables.SelectMany(type => type.GetForeignKeys()).ToList();
        keys.Count.ShouldBeGreaterThan(12);
        keys.Where(key => !IsIndexed(key.DeclaringEntityType, key.Properties)).Select(Name).ShouldBeEmpty();
        var messages = _tables.Single(type => type.GetTableName() == "messages");
        IsIndexed(messages, [messages.FindProperty("Text")!]).ShouldBeFalse("control");
    }

    [Fact]
    public void Money_is_decimal_with_a_precision()
    {
        var money = _tables.SelectMany(type => type.GetProperties())
            .Where(p => IsNumber(p.ClrType) && (IsMoney(p.Name) || p.Name == "Value")).ToList();
        money.Count.ShouldBeGreaterThan(5);
        money.Where(p => Plain(p.ClrType) != typeof(decimal) || p.GetPrecision() is null).Select(Name).ShouldBeEmpty();
        _tables.SelectMany(type => type.GetProperties()).Where(p => Plain(p.ClrType) == typeof(decimal) && p.GetPrecision() is null)
            .Select(Name).ShouldBeEmpty();
        var published = new[] { typeof(ModelGatewayClient).Assembly, typeof(ModelRouter).Assembly, typeof(PlatformDb).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(p => IsNumber(p.PropertyType) && IsMoney(p.Name))
            .ToList();
        published.Count.ShouldBeGreaterThan(15);
        published.Where(p => Plain(p.PropertyType) != typeof(decimal)).Select(p => $"{p.DeclaringType}.{p.Name}").ShouldBeEmpty();
        (IsNumber(typeof(double?)) && IsMoney("CostUsd") && !IsMoney("Complexity")).ShouldBeTrue("control");
    }

    [Fact]
    public void Every_row_of_an_organization_is_deleted_softly_or_says_why_not()
    {
        var owned = _tables.Where(IsOwned).ToList();
        owned.Count.ShouldBeGreaterThan(10);
        var hard = owned.Where(type => !typeof(ISoftDeleted).IsAssignableFrom(type.ClrType))
            .Select(type => type.GetTableName()!).Order(StringComparer.Ordinal);
        hard.ShouldBe(ErasedAtOnce.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_table_belongs_to_organizations_or_to_logins()
    {
        var others = _tables.Where(type => !IsOwned(type)).ToList();
        others.Count.ShouldBeGreaterThan(3);
        others.Where(type => type.GetSchema() != "identity").Select(type => type.GetTableName()).ShouldBeEmpty();
        _tables.Where(IsOwned).Where(type => type.GetDeclaredQueryFilters().All(filter => filter.Key != PlatformDb.OrganizationFilter))
            .Select(type => type.GetTableName()).ShouldBeEmpty();
        _tables.Where(type => typeof(ISoftDeleted).IsAssignableFrom(type.ClrType))
            .Where(type => type.GetDeclaredQueryFilters().All(filter => filter.Key != PlatformDb.NotDeletedFilter))
            .Select(type => type.GetTableName()).ShouldBeEmpty();
    }

    [Fact]
    public void Times_are_kept_with_their_zone()
    {
        var properties = _tables.SelectMany(type => type.GetProperties()).ToList();
        properties.Count(p => p.GetColumnType() == "timestamp with time zone").ShouldBeGreaterThan(20);
        properties.Where(p => Plain(p.ClrType) == typeof(DateTime) || p.GetColumnType() == "timestamp without time zone")
            .Select(Name).ShouldBeEmpty();
    }

    private static bool IsOwned(IEntityType type) =>
        typeof(IOwnedByOrganization).IsAssignableFrom(type.ClrType) || type.ClrType == typeof(Organization);

    /// <summary>Some whole index, or key, that begins with these columns in any order.</summary>
    private static bool IsIndexed(IEntityType type, IReadOnlyList<IProperty> columns) =>
        type.GetIndexes().Where(index => index.GetFilter() is null).Select(index => index.Properties)
            .Concat(type.GetKeys().Select(key => key.Properties))
            .Any(indexed => indexed.Take(columns.Count).ToHashSet().SetEquals(columns));

    private static bool IsMoney(string name) => Array.Exists(MoneyWords, word => name.EndsWith(word, StringComparison.Ordinal));

    private static bool IsNumber(Type type) =>
        !Plain(type).IsEnum && Type.GetTypeCode(Plain(type)) is >= TypeCode.SByte and <= TypeCode.Decimal;

    private static Type Plain(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static string Name(IForeignKey key) => $"{key.DeclaringEntityType.GetTableName()} -> {key.PrincipalEntityType.GetTableName()}";

    private static string Name(IProperty property) => $"{property.DeclaringType.Name}.{property.Name}";

    private static IModel Model()
    {
        // The model is made without a connection.
        using var database = NpgsqlDataSource.Create("Host=nowhere");
        var options = PlatformDb.Configure(new DbContextOptionsBuilder<PlatformDb>(), database).Options;
        using var db = new PlatformDb(options, new CurrentOrganization());
        return db.Model;
    }
}
