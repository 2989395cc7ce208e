namespace Agentes.Architecture.Tests;

/// <summary>The way through the code that the README shows to a newcomer.</summary>
public sealed class ReadingPathTests
{
    private const int ComfortablyRead = 300;

    private static readonly string[] Steps =
    [
        "services/api/Host/Program.cs",
        "services/api/Platform/PlatformApi.cs",
        "services/api/Platform/Conversations/ConversationEndpoints.cs",
        "services/api/Platform/Conversations/SendMessage.cs",
        "services/api/Platform/Conversations/Engine/ConversationGrain.cs",
        "libs/Routing/ModelRouter.cs",
        "libs/ModelGateway/ModelGatewayClient.cs",
        "services/api/Platform/Conversations/Live/ReplyStream.cs",
    ];

    [Fact]
    public void Each_file_of_the_path_is_there_and_short_enough_to_be_read()
    {
        foreach (var step in Steps)
        {
            SourceFile.Read(step).Lines.Length.ShouldBeInRange(5, ComfortablyRead, step);
        }

        SourceFile.Read(Steps[0]).Lines.Length.ShouldBeLessThanOrEqualTo(60);
    }

    [Fact]
    public void The_path_leads_from_one_file_to_the_next()
    {
        (string From, string Mentions)[] links =
        [
            (Steps[1], "MapConversations"), (Steps[2], "SendMessage.Handle"), (Steps[3], "IConversationGrain"), (Steps[4], "ReplyStream"),
        ];
        foreach (var (from, mentions) in links)
        {
            SourceFile.Read(from).Text.ShouldContain(mentions, Case.Sensitive, from);
        }
    }

    [Fact]
    public void The_readme_shows_the_path_in_its_order()
    {
        var readme = SourceFile.Read("README.md").Text;
        var places = Steps.Select(step => readme.IndexOf($"({step})", StringComparison.Ordinal)).ToList();
        places.ShouldAllBe(place => place > 0, "each step is linked by its path");
        places.ShouldBe(places.Order());
    }
}
