using Agentes.Platform.Agents;
using Agentes.Platform.Contacts;
using Agentes.Platform.Conversations;
using Agentes.Platform.Data;
using Agentes.Platform.Identity;
using Agentes.Platform.Identity.Embedded;
using Agentes.Platform.Knowledge;
using Agentes.Platform.Organizations;
using Agentes.Platform.Products;
using Agentes.Platform.Tenancy;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Agentes.Platform.Demo;

/// <summary>Creates "Loja Aurora" on the first start: a shop with catalogue, knowledge, agents and customers, all marked as demo.</summary>
internal sealed class DemoOrganization(
    AcrossOrganizations across,
    OrganizationProvisioning provisioning,
    Passwords passwords,
    PlatformOptions options,
    IServiceScopeFactory scopes,
    TimeProvider clock)
{
    /// <summary>False when there is nothing to do: demo data is off, or was created (and perhaps removed) before.</summary>
    public async Task<bool> CreateOnceAsync(CancellationToken ct)
    {
        if (options.Demo is not { } login || await WasCreatedAsync(login.Email, ct))
        {
            return false;
        }

        var userId = await CreateLoginAsync(login, ct);
        var created = await provisioning.CreateAsync(
            new NewOrganization("Loja Aurora", userId, login.Email, "Demonstração") { IsDemo = true }, ct);
        await FillAsync(created.OrganizationId, created.OwnerMemberId, ct);
        return true;
    }

    /// <summary>The login stays, banned, when the demo data is removed: so that the next start does not bring it back.</summary>
    private async Task<bool> WasCreatedAsync(string email, CancellationToken ct)
    {
        // Asked at every start, so without Entity Framework, whose model may not be built yet.
        await using var command = across.Database.CreateCommand("SELECT EXISTS (SELECT FROM identity.users WHERE email = $1)");
        command.Parameters.AddWithValue(email);
        return await command.ExecuteScalarAsync(ct) is true;
    }

    private async Task<Guid> CreateLoginAsync(DemoLogin login, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var user = new AuthUser
        {
            Email = login.Email,
            EmailConfirmedAt = now,
            CreatedAt = now,
            UpdatedAt = now,
            PasswordHash = await passwords.HashAsync(login.Password, ct),
        };
        await using var db = across.CreateDb();
        db.Add(user);
        await db.SaveChangesAsync(ct);
        return user.Id;
    }

    private async Task FillAsync(Guid organizationId, Guid ownerMemberId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentOrganization>().Enter(organizationId);
        var db = scope.ServiceProvider.GetRequiredService<PlatformDb>();
        var now = clock.GetUtcNow();
        db.AddRange(DemoFiles.Products.Select(fields => new Product(fields, now, isDemo: true)));
        db.AddRange(DemoFiles.Knowledge.Select(fields => new KnowledgeEntry(fields, now, isDemo: true)));
        var agents = new Dictionary<string, Agent>(StringComparer.Ordinal);
        foreach (var written in DemoFiles.Agents)
        {
            var agent = new Agent(written.Name, written.Description, written.ToSettings(), now, isDemo: true);
            agents[written.Name] = agent;
            db.Add(agent);
        }

        await db.SaveChangesAsync(ct);
        foreach (var agent in agents.Values)
        {
            db.Add(agent.Publish(ownerMemberId, now));
        }

        AddConversations(db, agents, now);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Empty threads: <see cref="DemoCustomers"/> lets the customers speak once the engine runs.</summary>
    private static void AddConversations(PlatformDb db, Dictionary<string, Agent> agents, DateTimeOffset now)
    {
        foreach (var written in DemoFiles.Conversations)
        {
            var contact = new Contact(written.Contact.Name, written.Contact.LifetimeValue, "BRL", attributes: null, now, isDemo: true);
            contact.Identify(written.Contact.Identity.Kind, written.Contact.Identity.Value, now);
            db.Add(contact);
            db.Add(new Conversation(agents[written.Agent].Id, contact.Id, ConversationChannel.Api, subject: null, now, isDemo: true));
        }
    }
}
