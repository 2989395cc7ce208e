using System.Net;
using System.Net.Sockets;
using System.Text;
using Agentes.Bench.Common;

namespace Agentes.Crash.Tests;

/// <summary>The roles in processes of their own are one platform: whoever talks to the edge cannot tell how many nodes there are.</summary>
public sealed class RolesApartTests(NodesApart nodes) : IClassFixture<NodesApart>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_through_the_edge_is_answered_by_a_worker_while_the_edge_passes_the_events_on()
    {
        var agent = await nodes.Shop.Api.FindAgentAsync(null, Ct);
        var conversation = await nodes.Shop.Api.CreateConversationAsync(agent!.Id, "maria", Ct);
        using var events = await nodes.Shop.Api.OpenEventsAsync(conversation.Id, null, Ct);
        events.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var stream = new SseReader(await events.Content.ReadAsStreamAsync(Ct));

        // The stream has no end, so whoever held it back would never let anything through.
        await ReadUntilAsync(stream, "ping");
        var sent = await nodes.Shop.Api.SendMessageAsync(conversation.Id, "Qual o prazo de entrega?", Guid.CreateVersion7(), Ct);
        var heard = await ReadUntilAsync(stream, "reply.completed");
        heard.ShouldContain("message.created");
        heard.ShouldContain("reply.started");
        heard.ShouldContain("reply.delta", "the reply is heard while it is written");
        var reply = Encoding.UTF8.GetString(stream.Data);
        reply.ShouldContain($"{sent.Id}");
        var stored = await nodes.Shop.Api.AllMessagesAsync(conversation.Id, Ct);
        stored.Count(message => message.Author == "agent").ShouldBe(1);
    }

    [Fact]
    public async Task A_listener_hears_what_is_said_after_the_worker_of_his_conversation_died()
    {
        var agent = await nodes.Shop.Api.FindAgentAsync(null, Ct);
        var conversation = await nodes.Shop.Api.CreateConversationAsync(agent!.Id, "joana", Ct);
        using var events = await nodes.Shop.Api.OpenEventsAsync(conversation.Id, null, Ct);
        using var stream = new SseReader(await events.Content.ReadAsStreamAsync(Ct));
        await ReadUntilAsync(stream, "ping");

        // All of them, for nobody knows which one had it.
        await KillAsync(nodes.Workers);
        await nodes.Shop.Api.SendMessageAsync(conversation.Id, "Tem garantia?", Guid.CreateVersion7(), Ct);
        (await ReadUntilAsync(stream, "reply.completed")).ShouldContain("message.created");
    }

    [Fact]
    public async Task What_one_api_node_issued_counts_at_the_other()
    {
        var http = new PatientHttp(Connections.NewClient(), TimeSpan.FromMinutes(1), TimeProvider.System);
        var (first, second) = (nodes.Apis[0].Address, nodes.Apis[1].Address);
        var owner = await Login.SignUpAsync(http, first, $"dona-{Guid.CreateVersion7():N}@example.com", "senha-bem-comprida", Ct);
        var organization = await new PlatformApi(http, second, owner)
            .PostAsync<Wire.Created>("/api/v1/organizations", new { name = "Duas portas" }, Ct);
        var key = await new PlatformApi(http, first, owner) { Organization = organization.Id }
            .PostAsync<Wire.CreatedKey>("/api/v1/api-keys", new { name = "caixa", scopes = new[] { "agents:read", "agents:write" } }, Ct);
        var agent = await new PlatformApi(http, second, Login.WithApiKey(key.Key)).CreateAgentAsync("Vendas", Ct);
        agent.ShouldNotBe(Guid.Empty);

        var nobody = new PlatformApi(http, second, Login.WithApiKey(key.Key + "x"));
        await Should.ThrowAsync<ApiRefusedException>(() => nobody.CreateAgentAsync("Ninguém", Ct));
    }

    [Fact]
    public async Task Behind_the_edge_each_caller_keeps_his_own_address_and_cannot_invent_another()
    {
        using var greedy = ClientFrom(IPAddress.Parse("127.0.0.2"));
        using var other = ClientFrom(IPAddress.Parse("127.0.0.3"));
        var answers = new List<HttpStatusCode>();
        for (var request = 0; request <= NodesApart.RequestsPerAddress * nodes.Apis.Length; request++)
        {
            answers.Add(await AskAsync(greedy, invented: $"203.0.113.{request}"));
        }

        answers.ShouldContain(HttpStatusCode.Unauthorized);
        answers.ShouldContain(HttpStatusCode.TooManyRequests);
        (await AskAsync(other, invented: "127.0.0.2")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Killing_workers_and_an_api_node_mid_dialogue_loses_no_message_and_answers_none_twice()
    {
        var file = Path.Combine(nodes.Folder, "dialogues.jsonl");
        var texts = await Dialogues.WriteAsync(file, 60, Ct);
        await using var replay = Replay.Start(nodes.Edge.Address, nodes.Shop, file, concurrency: 16);
        await KillAfterAsync(replay, texts / 10, nodes.Workers[0]);
        await KillAfterAsync(replay, texts * 3 / 10, nodes.Apis[0]);
        await KillAfterAsync(replay, texts * 5 / 10, nodes.Workers[1]);
        await KillAfterAsync(replay, texts * 7 / 10, nodes.Workers);

        var acknowledged = await replay.FinishAsync(State, Ct);
        acknowledged.Count.ShouldBe(texts);
        await Evidence.ShouldHoldThroughTheApiAsync(nodes.Shop.Api, acknowledged, Ct);
        await Evidence.ShouldHoldInTheDatabaseAsync(nodes.Database, acknowledged, Ct);
    }

    [Theory]
    [InlineData("Api", "DATABASE_URL")]
    [InlineData("Worker", "AUTH_SIGNING_KEY")]
    [InlineData("Edge", "API_ADDRESS")]
    [InlineData("Captain", "no role")]
    public async Task A_node_that_was_not_told_what_the_others_know_does_not_start(string role, string named)
    {
        await using var node = ChildProcess.Start(
            "the node",
            "dotnet",
            [Programs.Host, "--role", role, "--port", $"{Ports.Any()}", "--data", Path.Combine(nodes.Folder, "alone")],
            ("DATABASE_URL", ""),
            ("AUTH_SIGNING_KEY", ""),
            ("API_ADDRESS", ""));
        await node.WaitForExitAsync(Ct);
        node.ExitCode.ShouldBe(14, node.Tail());
        node.Tail().ShouldContain(named);
    }

    [Fact]
    public async Task The_health_check_of_the_containers_tells_a_node_that_is_ready_from_one_that_is_not_there()
    {
        foreach (var node in new[] { nodes.Edge, nodes.Apis[0], nodes.Workers[0] })
        {
            (await CheckAsync(node.Address.Port)).ShouldBe(0);
        }

        (await CheckAsync(Ports.Any())).ShouldBe(1, "control");
    }

    private string State() => string.Join('\n', [nodes.Edge.State(), .. nodes.Apis.Concat(nodes.Workers).Select(node => node.State())]);

    private static async Task<int> CheckAsync(int port)
    {
        await using var check = ChildProcess.Start("the check", "bash", [Programs.HealthCheck], ("PORT", $"{port}"));
        await check.WaitForExitAsync(Ct);
        return check.ExitCode;
    }

    private static async Task KillAfterAsync(Replay replay, int messages, params Installation[] victims)
    {
        await replay.AcceptedAsync(messages, Ct);
        await KillAsync(victims);
    }

    private static async Task KillAsync(Installation[] victims)
    {
        await Task.WhenAll(victims.Select(victim => victim.KillAsync(Ct)));
        Array.ForEach(victims, victim => victim.Start());
        await Task.WhenAll(victims.Select(victim => victim.WaitUntilReadyAsync(Ct)));
    }

    /// <summary>The names of the events up to and with the wanted one, on which the reader then stands.</summary>
    private static async Task<List<string>> ReadUntilAsync(SseReader stream, string wanted)
    {
        List<string> names = [];
        while (names.Count == 0 || names[^1] != wanted)
        {
            (await stream.ReadAsync(Ct)).ShouldBeTrue($"the stream ended before {wanted}; heard {string.Join(", ", names)}");
            names.Add(Encoding.UTF8.GetString(stream.Event));
        }

        return names;
    }

    private async Task<HttpStatusCode> AskAsync(HttpClient client, string invented)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(nodes.Edge.Address, "/api/v1/me"));
        request.Headers.Add("X-Forwarded-For", invented);
        using var response = await client.SendAsync(request, Ct);
        return response.StatusCode;
    }

    /// <summary>All of 127.0.0.0/8 is this machine, so that it can be several callers.</summary>
    private static HttpClient ClientFrom(IPAddress address)
    {
        var handler = Connections.NewHandler();
        handler.ConnectCallback = async (context, ct) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, 0));
            await socket.ConnectAsync(context.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        };
        return new HttpClient(handler, disposeHandler: true);
    }
}
