using Agentes.Platform.Organizations;
using Agentes.Platform.Tests.Fixture;
using Agentes.Platform.Tests.Identity;
using Npgsql;

namespace Agentes.Platform.Tests.Security;

/// <summary>An organization that has one of everything, and in all of it a word that no other organization knows.</summary>
/// <param name="Ids">By the word that stands before the id in an address.</param>
public sealed record Tenant(
    PlatformFixture Platform,
    OrganizationScenario Organization,
    string Marker,
    IReadOnlyDictionary<string, Guid> Ids,
    Person Owner,
    string InvitationToken)
{
    public Guid Id => Organization.Id;

    public HttpClient Http => Organization.Http;

    /// <param name="answered">Whether the agent answers once, which takes a moment and leaves a receipt.</param>
    public static async Task<Tenant> CreateAsync(PlatformFixture platform, Person owner, Person invited, bool answered)
    {
        var marker = $"segredo{Guid.CreateVersion7():N}";
        var organization = await platform.NewOrganizationAsync($"Loja {marker}");
        var owning = await AddMemberAsync(platform, organization.Id, owner.Id, owner.Email, Role.Owner);
        var http = organization.Http;
        var ids = new Dictionary<string, Guid>(StringComparer.Ordinal)
        {
            ["organizations"] = organization.Id,
            ["members"] = await AddMemberAsync(platform, organization.Id, Guid.CreateVersion7(), $"agent-{marker}@example.com", Role.Agent),
            ["agents"] = await organization.NewAgentAsync(new { quiet_window_ms = 0, persona = marker }),
            ["products"] = await CreateAsync(http, "products", new { sku = marker, name = $"Fogão {marker}", price = 1999.90m }),
            ["knowledge"] = await CreateAsync(
                http, "knowledge", new { title = $"Entrega {marker}", content = $"Entregamos {marker} em 3 dias." }),
            ["api-keys"] = await CreateAsync(http, "api-keys", new { name = marker, scopes = new[] { "agents:read" } }),
        };
        ids["model-limits"] = await CreateAsync(http, "model-limits", new { level = "team", subject = marker, rpm = 60, budget_usd = 1 });
        var contact = await http.PostJsonAsync(
            "contacts", new { name = marker, identities = new[] { new { kind = "email", value = $"{marker}@example.com" } } });
        ids["contacts"] = contact.GetProperty("id").GetGuid();
        ids["identities"] = contact.GetProperty("identities")[0].GetProperty("id").GetGuid();
        ids["conversations"] = await CreateAsync(
            http, "conversations", new { agent_id = ids["agents"], contact_id = ids["contacts"], subject = marker });
        ids["conversions"] = await CreateAsync(http, "conversions", new { conversation_id = ids["conversations"], goal = marker });
        var invitation = await http.PostJsonAsync("invitations", new { email = invited.Email, role = "viewer" });
        ids["invitations"] = invitation.GetProperty("id").GetGuid();
        var tenant = new Tenant(platform, organization, marker, ids, owner with { MemberId = owning }, invitation.Text("token")!);
        await tenant.TalkAsync(answered);
        ids["dead-letters"] = await tenant.BuryAsync();
        ids["model-calls"] = await tenant.SpendAsync();
        return tenant;
    }

    public static async Task<Tenant> CreateAsync(PlatformFixture platform, bool answered = false) =>
        await CreateAsync(platform, await platform.NewPersonAsync(), await platform.NewPersonAsync(), answered);

    /// <summary>Whatever of this organization the text gives away: an id, or the marker.</summary>
    public IEnumerable<string> FoundIn(string text) => Ids.Values.Select(id => id.ToString())
        .Append(Marker)
        .Append(Organization.OwnerMemberId.ToString())
        .Where(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase));

    private static async Task<Guid> CreateAsync(HttpClient http, string path, object body) =>
        (await http.PostJsonAsync(path, body)).GetProperty("id").GetGuid();

    private static async Task<Guid> AddMemberAsync(PlatformFixture platform, Guid organization, Guid user, string email, Role role)
    {
        var member = new Member(organization, user, email, "Ana Lima", role, TimeProvider.System.GetUtcNow());
        await using var db = platform.Across.CreateDb();
        db.Add(member);
        await db.SaveChangesAsync();
        return member.Id;
    }

    /// <summary>A person owns the conversation in the end, so that no agent writes into it while a test compares its rows.</summary>
    private async Task TalkAsync(bool answered)
    {
        var conversation = Ids["conversations"];
        if (answered)
        {
            await Organization.SayAsync(conversation, $"Qual o prazo de entrega? {Marker}");
            await Organization.UntilAnsweredAsync(conversation);
        }

        await Http.PostJsonAsync($"conversations/{conversation}/takeover", new { });
        await Organization.SayAsync(conversation, $"Prefiro falar com uma pessoa. {Marker}");
    }

    /// <summary>A call of a model with its budget. It is written here, so that nothing is still being written while a test compares rows.</summary>
    private async Task<Guid> SpendAsync()
    {
        await Platform.FlushLedgerAsync();
        await using var command = Platform.Across.Database.CreateCommand(
            """
            WITH spent AS (
              INSERT INTO model_budget_windows (organization_id, limit_id, subject, window_start, spent_usd, leased_usd)
              VALUES ($1, $2, '', 'epoch', 0.5, 0.1)),
            leased AS (
              INSERT INTO model_budget_leases (organization_id, limit_id, subject, window_start, node_id, amount_usd, expires_at)
              VALUES ($1, $2, '', 'epoch', $3, 0.1, 'infinity'))
            INSERT INTO model_calls
              (id, organization_id, team, face, requested_model, model_group, deployment, provider, model, status, input_tokens, output_tokens,
               cached_tokens, cache_write_tokens, reasoning_tokens, cost_usd, charged_amount, estimated, from_cache, attempts, fallbacks,
               first_token_ms, total_ms, created_at)
            VALUES ($3, $1, $4, 'chat_completions', $4, $4, 'd', 'openai', 'm', 'ok', 1, 1, 0, 0, 0, 0.5, 0.5, false, false, 1, 0, 1, 1, now())
            """);
        var id = Guid.CreateVersion7();
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Ids["model-limits"] });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Marker });
        (await command.ExecuteNonQueryAsync()).ShouldBeGreaterThan(0);
        return id;
    }

    /// <summary>A turn that was given up. It is written here because failing for real takes all retries.</summary>
    private async Task<Guid> BuryAsync()
    {
        await using var command = Platform.Across.Database.CreateCommand(
            """
            WITH next AS (
              UPDATE conversations SET last_sequence = last_sequence + 1 WHERE id = $1 RETURNING organization_id, id, last_sequence)
            INSERT INTO messages
              (id, organization_id, conversation_id, sequence, direction, author, kind, text, status, attempts, created_at)
            SELECT $2, organization_id, id, last_sequence, 'inbound', 'contact', 'text', $3, 'dead', 4, now() FROM next
            """);
        var id = Guid.CreateVersion7();
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Ids["conversations"] });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Marker });
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
        return id;
    }
}
