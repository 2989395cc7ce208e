using System.Text.Json;
using Agentes.ModelGateway.Admission;
using Agentes.Platform.Agents;
using Agentes.Platform.Contacts;
using Agentes.Platform.Conversations;
using Agentes.Platform.Identity;
using Agentes.Platform.Models.Limits;
using Agentes.Platform.Organizations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Agentes.Platform.Data;

/// <summary>Enums are stored as the snake_case words that the API speaks, so that a person can read the tables.</summary>
internal static class SnakeCaseEnums
{
    public static void Configure(ModelConfigurationBuilder builder)
    {
        Add<Role>(builder);
        Add<AgentLanguage>(builder);
        Add<IdentityKind>(builder);
        Add<ConversationStatus>(builder);
        Add<ConversationOwner>(builder);
        Add<ConversationChannel>(builder);
        Add<MessageDirection>(builder);
        Add<MessageAuthor>(builder);
        Add<MessageKind>(builder);
        Add<MessageStatus>(builder);
        Add<OneTimeTokenKind>(builder);
        Add<LimitLevel>(builder);
        Add<BudgetWindow>(builder);
        Add<CallStatus>(builder);
    }

    /// <summary>The stored word of a value: also what raw SQL must write.</summary>
    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static void Add<T>(ModelConfigurationBuilder builder)
        where T : struct, Enum => builder.Properties<T>().HaveConversion<Converter<T>>().HaveMaxLength(32);

    private sealed class Converter<T>() : ValueConverter<T, string>(value => Word(value), word => Parse<T>(word))
        where T : struct, Enum;

    private static T Parse<T>(string word)
        where T : struct, Enum => Enum.GetValues<T>().First(value => Word(value) == word);
}
