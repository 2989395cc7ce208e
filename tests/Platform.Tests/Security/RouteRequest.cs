using System.Net.Http.Json;
using Agentes.Platform.Identity;

namespace Agentes.Platform.Tests.Security;

/// <summary>A request that a route answers with success when it comes from the organization whose rows it names.</summary>
public sealed record RouteRequest(ApiRoute Route, string Path, object? Body)
{
    /// <summary>Routes whose body names rows of the organization.</summary>
    private static readonly string[] NamingBodies = ["StartConversation", "RecordConversion", "AcceptInvitation"];

    /// <summary>Why an organization's own request does not succeed either, with the code of its refusal; null for the others.</summary>
    public string? RefusedToAll => Route.Name switch
    {
        "OpenDashboard" => "operators_only", // It shows the jobs of all organizations, so only the operating one may look.
        _ => null,
    };

    public bool NamesRows => Route.NamesRows || NamingBodies.Contains(Route.Name);

    public static RouteRequest For(ApiRoute route, Tenant tenant) =>
        new(route, route.Path(tenant.Ids) + Query(route, tenant), route.HasBody ? Content(route, tenant) : null);

    public async Task<RouteAnswer> SendAsync(HttpClient http, Guid? organization = null)
    {
        using var request = new HttpRequestMessage(Route.Method, Path) { Content = Body is null ? null : JsonContent.Create(Body) };
        if (organization is { } id)
        {
            request.Headers.Add(PlatformAuthentication.OrganizationHeader, id.ToString());
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var endless = Route.IsStream && response.IsSuccessStatusCode;
        return new RouteAnswer((int)response.StatusCode, endless ? "" : await response.Content.ReadAsStringAsync());
    }

    private static string Query(ApiRoute route, Tenant tenant) => route.Name switch
    {
        "SearchProducts" or "SearchKnowledge" or "ListContacts" => $"?q={tenant.Marker}",
        "ListConversations" => $"?agent_id={tenant.Ids["agents"]}&contact_id={tenant.Ids["contacts"]}",
        _ => "",
    };

    private static object Content(ApiRoute route, Tenant tenant) => route.Name switch
    {
        "CreateOrganization" or "UpdateOrganization" => new { name = "Outro nome" },
        "ChangeMemberRole" => new { role = "viewer" },
        "InviteMember" => new { email = $"{Guid.CreateVersion7():N}@example.com", role = "viewer" },
        "AcceptInvitation" => new { token = tenant.InvitationToken },
        "CreateApiKey" => new { name = "Outra chave", scopes = new[] { Scopes.ApiKeysWrite } },
        "CreateAgent" or "UpdateAgent" => new { name = "Outro agente" },
        "CreateContact" or "UpdateContact" => new { name = "Outra pessoa" },
        "AddIdentity" => new { kind = "email", value = $"{Guid.CreateVersion7():N}@example.com" },
        "StartConversation" => new { agent_id = tenant.Ids["agents"], contact_id = tenant.Ids["contacts"] },
        "RenameConversation" => new { subject = "Outro assunto" },
        "SendMessage" or "ReplyAsMember" => new { text = "Outro texto" },
        "HandBackConversation" => new { note = "Outra nota" },
        "CreateProduct" => new { sku = $"{Guid.CreateVersion7():N}", name = "Outro produto", price = 10 },
        "UpdateProduct" => new { name = "Outro produto" },
        "ImportProducts" => new[] { new { sku = $"{Guid.CreateVersion7():N}", name = "Outro produto", price = 10 } },
        "CreateKnowledge" => new { title = "Outro assunto", content = "Outro texto" },
        "UpdateKnowledge" => new { title = "Outro assunto" },
        "ImportKnowledge" => new[] { new { title = "Outro assunto", content = "Outro texto" } },
        "RecordConversion" => new { conversation_id = tenant.Ids["conversations"], goal = "compra" },
        "UpdateApiKey" => new { team = "outra" },
        "CreateModelLimit" => new { level = "organization", rpm = 1000 },
        "UpdateModelLimit" => new { rpm = 1001 },
        _ => throw new NotSupportedException($"{route}: tell RouteRequest what body succeeds here."),
    };
}

/// <summary>What a route answered; no text when it was a stream.</summary>
public sealed record RouteAnswer(int Status, string Text)
{
    public bool Succeeded => Status is >= 200 and < 300;

    public bool Says(string code) => Text.Contains($"\"code\":\"{code}\"", StringComparison.Ordinal);
}
