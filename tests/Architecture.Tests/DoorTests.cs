using System.Text.RegularExpressions;

namespace Agentes.Architecture.Tests;

/// <summary>
/// The few places that reach past the boundary between organizations, each with its reason. Whoever adds one, argues it
/// here.
/// </summary>
public sealed class DoorTests
{
    private static readonly Dictionary<string, string> Doors = new(StringComparer.Ordinal)
    {
        ["Tenancy/AcrossOrganizations.cs"] = "is the door",
        ["Tenancy/TenantDatabase.cs"] = "narrows every batch to one organization before anything else",
        ["Data/DatabaseServices.cs"] = "registers the door",
        ["Data/DatabaseSchema.cs"] = "makes the tables and their policies",
        ["Data/DesignTimeDb.cs"] = "writes migrations and never connects",
        ["Data/PlatformDb.cs"] = "is told its database by those who open it",
        ["Identity/ApiKeyDirectory.cs"] = "finds the organization of a key, which is not known before",
        ["Identity/ApiKeyUse.cs"] = "notes the last use of the keys of everybody at once",
        ["Identity/MemberDirectory.cs"] = "finds the organizations of a person",
        ["Identity/IdentityServices.cs"] = "hands the door to provisioning",
        ["Identity/SessionDirectory.cs"] = "asks whether a login lives; logins belong to no organization",
        ["Identity/Embedded/IdentityDb.cs"] = "opens the tables of logins, which belong to no organization",
        ["Identity/Embedded/Admin/DeleteUser.cs"] = "ends the memberships of a person, in whatever organizations they are",
        ["Organizations/OrganizationProvisioning.cs"] = "founds organizations: the new one has no member yet",
        ["Organizations/CreateOrganization.cs"] = "counts the organizations of a person",
        ["Organizations/GetMe.cs"] = "lists the organizations of a person",
        ["Organizations/AcceptInvitation.cs"] = "lets somebody in who is not inside yet",
        ["Organizations/RestoreOrganization.cs"] = "opens an organization again, inside of which nobody can be",
        ["Models/Ledger/LedgerDrain.cs"] = "writes down the calls of everybody in one transaction",
        ["Models/Ledger/KeySpend.cs"] = "adds up what a key has spent, behind the calls",
        ["Models/Limits/BudgetBank.cs"] = "leases parts of budgets for calls of anybody",
        ["Models/Limits/LimitDirectory.cs"] = "finds the limits of a call, which belongs to no request when a conversation makes it",
        ["Conversations/Engine/RecoveryLoop.cs"] = "sweeps overdue work of all organizations",
        ["Operations/JobServices.cs"] = "gives the job queue its own schema",
        ["Operations/OpenDashboard.cs"] = "finds the organization that operates the installation",
        ["Operations/PurgeDeletedRows.cs"] = "erases what was deleted, of all organizations",
        ["Operations/PurgeModelCalls.cs"] = "erases old rows of calls, of all organizations",
        ["Operations/ReconcileStuckWork.cs"] = "sweeps stuck work of all organizations",
        ["Demo/DemoCustomers.cs"] = "looks for the demo organization",
        ["Demo/DemoOrganization.cs"] = "founds the demo organization",
        ["Demo/RemoveDemoData.cs"] = "erases the demo organization as a whole",
    };

    private static readonly Regex Door = new(
        @"\b(AcrossOrganizations|NpgsqlDataSource|NpgsqlConnection)\b", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture);

    [Fact]
    public void Only_listed_files_reach_past_the_boundary_between_organizations()
    {
        Door.IsMatch("Handle(AcrossOrganizations across)").ShouldBeTrue("control");
        const string product = "services/api/Platform/";
        var users = SourceFile.CSharp().Where(file => file.Path.StartsWith(product, StringComparison.Ordinal))
            .Where(file => file.Lines.Any(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Door.IsMatch(line)))
            .Select(file => file.Path[product.Length..]).Order(StringComparer.Ordinal).ToList();
        users.Except(Doors.Keys).ShouldBeEmpty("new users of the door");
        Doors.Keys.Except(users).ShouldBeEmpty("no longer users: strike them off the list");
    }

    [Fact]
    public void The_filter_of_organizations_is_lifted_only_behind_the_door()
    {
        var lifted = new Regex(@"IgnoreQueryFilters\(\)|OrganizationFilter\b", RegexOptions.NonBacktracking);
        lifted.IsMatch("rows.IgnoreQueryFilters([PlatformDb.OrganizationFilter])").ShouldBeTrue("control");
        lifted.IsMatch("rows.IgnoreQueryFilters([PlatformDb.NotDeletedFilter])").ShouldBeFalse("control");
        var users = SourceFile.CSharp()
            .Where(file => file.Path.StartsWith("services/", StringComparison.Ordinal) && lifted.IsMatch(file.Text))
            .ToList();
        users.Count.ShouldBeGreaterThan(4);
        users.Where(file => !Door.IsMatch(file.Text)).ShouldBeEmpty();
    }
}
