using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Agentes.Platform.Conversions;

/// <summary>Records that a contact reached a goal. Recorded again under the same external id, it is the same conversion.</summary>
public static class RecordConversion
{
    public sealed record Request
    {
        /// <summary>Who converted; may be left out when the conversation says it.</summary>
        public Guid? ContactId { get; init; }

        public Guid? ConversationId { get; init; }

        [Required, StringLength(100, MinimumLength = 1)]
        public required string Goal { get; init; }

        [Range(typeof(decimal), "0", "1000000000000", ParseLimitsInInvariantCulture = true)]
        public decimal? Value { get; init; }

        /// <summary>ISO 4217; the organization's when absent.</summary>
        [RegularExpression("^[A-Z]{3}$")]
        public string? Currency { get; init; }

        /// <summary>Now when absent.</summary>
        public DateTimeOffset? OccurredAt { get; init; }

        [StringLength(200, MinimumLength = 1)]
        public string? ExternalId { get; init; }

        [Facts]
        public IReadOnlyDictionary<string, JsonElement>? Metadata { get; init; }
    }

    internal static async Task<Results<Created<ConversionResponse>, Ok<ConversionResponse>, ProblemHttpResult>> Handle(
        Request request,
        PlatformDb db,
        CurrentOrganization organization,
        OrganizationDirectory organizations,
        TimeProvider clock,
        CancellationToken ct)
    {
        if (await FindAsync(db, request.ExternalId, ct) is { } recorded)
        {
            return TypedResults.Ok(ConversionResponse.From(recorded));
        }

        var (contactId, problem) = await WhoAsync(request, db, ct);
        if (problem is not null)
        {
            return problem;
        }

        var now = clock.GetUtcNow();
        var conversion = new Conversion(
            contactId,
            request.ConversationId,
            request.Goal,
            request.Value is { } value ? decimal.Round(value, 2, MidpointRounding.AwayFromZero) : null,
            request.Currency ?? (await organizations.FindAsync(organization.Id, ct)).Currency,
            request.ExternalId,
            JsonObjects.Write(request.Metadata),
            StoredTime.Of(request.OccurredAt ?? now),
            now);
        db.Conversions.Add(conversion);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException error) when (error.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Two callers at once: the index let one in, the other gets the same answer.
            return await FindAsync(db, request.ExternalId, ct) is { } first
                ? TypedResults.Ok(ConversionResponse.From(first))
                : Problem.Conflict("already_exists", "A deleted conversion has this external_id.");
        }

        return TypedResults.Created($"/api/v1/conversions/{conversion.Id}", ConversionResponse.From(conversion));
    }

    private static async Task<Conversion?> FindAsync(PlatformDb db, string? externalId, CancellationToken ct) => externalId is null
        ? null
        : await db.Conversions.AsNoTracking().FirstOrDefaultAsync(c => c.ExternalId == externalId, ct);

    /// <summary>The contact, who must be the conversation's when both are given.</summary>
    private static async Task<(Guid ContactId, ProblemHttpResult? Problem)> WhoAsync(Request request, PlatformDb db, CancellationToken ct)
    {
        if (request.ConversationId is { } conversationId)
        {
            var owner = await db.Conversations.Where(c => c.Id == conversationId).Select(c => (Guid?)c.ContactId).FirstOrDefaultAsync(ct);
            return owner switch
            {
                null => (default, Problem.NotFound("conversation")),
                { } contact when request.ContactId is null || request.ContactId == contact => (contact, null),
                _ => (default, Problem.Invalid("/contact_id", "mismatch", "The conversation is with another contact.")),
            };
        }

        return request.ContactId switch
        {
            null => (default, Problem.Invalid("/contact_id", "required", "Send contact_id or conversation_id.")),
            { } contact when await db.Contacts.AnyAsync(c => c.Id == contact, ct) => (contact, null),
            _ => (default, Problem.NotFound("contact")),
        };
    }
}
