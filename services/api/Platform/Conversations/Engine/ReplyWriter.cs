using System.Diagnostics;
using System.Text;
using Agentes.ModelGateway;
using Agentes.Platform.Agents;
using Agentes.Platform.Contacts;
using Agentes.Platform.Conversations.Live;
using Agentes.Platform.Knowledge;
using Agentes.Platform.Organizations;
using Agentes.Platform.Routing;
using Agentes.Routing;
using Microsoft.Extensions.AI;

namespace Agentes.Platform.Conversations.Engine;

/// <summary>Writes the reply of a turn: context, decision, model, text. It sends nothing: that is the ledger's commit.</summary>
internal sealed class ReplyWriter(
    OrganizationDirectory organizations,
    AgentDirectory agents,
    ContactDirectory contacts,
    Retrieval retrieval,
    ModelRouter router,
    ModelGatewayClient gateway,
    TimeProvider clock)
{
    private const int PassageLimit = 6;

    /// <summary>Longer than any channel takes; a model that goes on is cut off.</summary>
    private const int LongestReply = 16_000;

    public async ValueTask<TimeSpan> QuietWindowAsync(Guid organizationId, Guid agentId, CancellationToken ct) =>
        TimeSpan.FromMilliseconds((await agents.FindAsync(organizationId, agentId, ct))?.Settings.QuietWindowMs ?? 0);

    /// <exception cref="ReplyFailedException">No reply could be written; says whether trying again helps.</exception>
    public async Task<Reply> WriteAsync(
        Guid organizationId, Guid conversationId, ConversationMemory memory, Turn turn, ReplyStream stream, CancellationToken ct)
    {
        using var activity = StartActivity(turn, conversationId);
        var started = clock.GetTimestamp();
        var context = await GatherAsync(organizationId, memory, turn, ct);
        var decision = router.Decide(context.ToRoutingRequest());
        var language = context.FixedLanguage ?? (decision.Language == "en" ? "en" : "pt-BR");
        var options = ReplyCall.Options(context, TierGroups.For(decision), language, conversationId);
        var replyId = Guid.CreateVersion7(clock.GetUtcNow());
        var scope = new CallScope(organizationId) { ConversationId = conversationId, MessageId = turn.Newest.Id };
        stream.Begin(replyId, turn.Newest.Id);
        try
        {
            var text = new StringBuilder();
            GatewayReceipt? receipt = null;
            await foreach (var delta in gateway.StreamAsync(ReplyPrompt.Build(context, language), options, scope, ct))
            {
                receipt = delta.Receipt ?? receipt;
                if (delta.Text is { } piece && text.Length < LongestReply)
                {
                    text.Append(piece);
                    await stream.AppendAsync(piece);
                }
            }

            return Finish(replyId, text, receipt, new Decided(context, decision, language), clock.GetElapsedTime(started));
        }
        catch (ModelGatewayException failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Code);
            throw new ReplyFailedException(failure.Code, retryable: true, failure.Message, failure);
        }
    }

    private static Activity? StartActivity(Turn turn, Guid conversationId)
    {
        // The trace of the request that brought the message goes on here, across the queue and any restart.
        var parent = ActivityContext.TryParse(turn.Newest.TraceParent, traceState: null, out var known) ? known : default;
        var activity = PlatformTelemetry.Source.StartActivity("reply", ActivityKind.Consumer, parent);
        activity?.SetTag("gen_ai.conversation.id", conversationId);
        return activity;
    }

    private async Task<ReplyContext> GatherAsync(Guid organizationId, ConversationMemory memory, Turn turn, CancellationToken ct)
    {
        var organization = await organizations.FindAsync(organizationId, ct);
        var agent = await agents.FindAsync(organizationId, memory.AgentId, ct);
        var contact = await contacts.FindAsync(organizationId, memory.ContactId, ct);
        if (agent is null || contact is null)
        {
            throw new ReplyFailedException("agent_unavailable", retryable: false, "The conversation's agent or contact was deleted.");
        }

        var passages = await retrieval.FindAsync(organizationId, turn.Text, language: null, agent.Settings.KnowledgeTags, PassageLimit, ct);
        var first = turn.Messages[0].Sequence;
        return new ReplyContext(organization, agent, contact, turn, [.. memory.Messages.Where(m => m.Sequence < first)], passages);
    }

    private Reply Finish(Guid replyId, StringBuilder text, GatewayReceipt? receipt, Decided decided, TimeSpan elapsed)
    {
        var said = text.ToString().Replace("\0", "", StringComparison.Ordinal).Trim();
        if (said.Length == 0 || receipt is null)
        {
            throw new ReplyFailedException("empty_reply", retryable: true, "The model answered with nothing.");
        }

        var now = clock.GetUtcNow();
        return new Reply(replyId, said, ReceiptOf(receipt, decided, elapsed, now), now);
    }

    private ReplyReceipt ReceiptOf(GatewayReceipt receipt, Decided decided, TimeSpan elapsed, DateTimeOffset now)
    {
        var (context, decision, language) = decided;
        return new ReplyReceipt
        {
            Intent = TierGroups.NameOf(decision.Intent),
            IntentConfidence = decision.Confidence,
            Posterior = [.. decision.Posterior.Select(p => new IntentShare(TierGroups.NameOf(p.Intent), Math.Round(p.Probability, 4)))],
            Language = language,
            Complexity = decision.Complexity,
            ComplexitySignals = [.. decision.ComplexitySignals.Select(s => new ComplexityPart(s.Name, Math.Round(s.Contribution, 4)))],
            CustomerValue = context.Contact.LifetimeValue,
            Tier = (int)decision.Tier,
            TierName = TierGroups.NameOf((int)decision.Tier),
            TierCap = context.Agent.Settings.TierCap,
            ModelGroup = receipt.Group,
            Model = receipt.Model,
            Provider = receipt.Provider,
            Local = receipt.Local,
            InputTokens = (int)receipt.InputTokens,
            OutputTokens = (int)receipt.OutputTokens,
            CachedTokens = (int)receipt.CachedTokens,
            CostUsd = receipt.CostUsd,
            Baseline = new BaselineCost(
                TierGroups.Top, gateway.Quote(TierGroups.Top, receipt.InputTokens, receipt.OutputTokens, receipt.CachedTokens)),
            Estimated = receipt.Estimated,
            FromCache = receipt.Cached,
            SavedUsd = receipt.SavedUsd,
            Sources = Sources(context, receipt),
            ReasonCodes = decision.ReasonCodes,
            Attempts = receipt.Attempts,
            Fallbacks = receipt.Fallbacks,
            LatencyMs = (int)elapsed.TotalMilliseconds,
            FirstTokenMs = (int)receipt.FirstToken.TotalMilliseconds,
            PolicyVersion = decision.PolicyVersion,
            ClassifierVersion = decision.ClassifierVersion,
            AgentVersion = context.Agent.VersionNumber,
            DecidedAt = now,
        };
    }

    /// <summary>What the reply quotes; a hosted model cannot prove what it used, so there it is what it was given.</summary>
    private static ReplySource[] Sources(ReplyContext context, GatewayReceipt receipt) =>
    [
        .. context.Passages
            .Where(p => !receipt.Local || receipt.QuotedSourceIds.Contains(p.Id.ToString(), StringComparer.Ordinal))
            .Select(p => new ReplySource(
                p.Product is null ? "knowledge" : "product", p.Id, p.Title, p.Text.Length <= 240 ? p.Text : p.Text[..240], Math.Round(p.Score, 3))),
    ];

    private sealed record Decided(ReplyContext Context, RoutingDecision Decision, string Language);
}
