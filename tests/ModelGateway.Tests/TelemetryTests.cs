using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Agentes.ModelGateway.Telemetry;

namespace Agentes.ModelGateway.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task Each_attempt_is_a_span_with_the_names_of_the_conventions()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == ModelGatewayTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var upstream = new FakeUpstream(Answers.Status(500), Answers.Text("Oi"));
        await using var gateway = new TestGateway(TestGateway.Options(TestGateway.Group("spans", upstream)));
        using var parent = new Activity("turn").Start();

        await gateway.AskAsync("spans");

        var mine = spans.Where(span => span.ParentId == parent.Id).ToList();
        mine.ConvertAll(span => (span.DisplayName, span.Kind, span.Status)).ShouldBe(
        [
            ("chat model-x", ActivityKind.Client, ActivityStatusCode.Error),
            ("chat model-x", ActivityKind.Client, ActivityStatusCode.Unset),
        ]);
        mine[0].GetTagItem("error.type").ShouldBe("upstream_error");
        mine[1].GetTagItem("gen_ai.operation.name").ShouldBe("chat");
        mine[1].GetTagItem("gen_ai.provider.name").ShouldBe("openai");
        mine[1].GetTagItem("gen_ai.response.model").ShouldBe("m-1");
        mine[1].GetTagItem("gen_ai.usage.input_tokens").ShouldBe(100L);
        mine[1].GetTagItem("server.port").ShouldBe(upstream.ApiBase.Port);
    }

    [Fact]
    public async Task Tokens_and_durations_are_measured()
    {
        var tokens = new Dictionary<string, long>(StringComparer.Ordinal);
        var durations = 0;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == ModelGatewayTelemetry.Name)
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            if (Tag(tags, "gen_ai.request.model") == "metered" && instrument.Name == "gen_ai.client.token.usage")
            {
                tokens[Tag(tags, "gen_ai.token.type")!] = value;
            }
        });
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) =>
        {
            // Other tests' calls come here too, at the same time.
            if (Tag(tags, "gen_ai.request.model") == "metered" && instrument.Name == "gen_ai.client.operation.duration")
            {
                durations++;
            }
        });
        listener.Start();
        await using var upstream = new FakeUpstream(Answers.Text("Oi"));
        var deployment = TestGateway.Deployment("d", upstream) with { Model = "metered" };
        await using var gateway = new TestGateway(TestGateway.Options(new ModelGroup("a", [deployment])));

        await gateway.AskAsync();

        (tokens.Count, tokens["input"], tokens["output"]).ShouldBe((2, 100L, 20L));
        durations.ShouldBe(1);
    }

    private static string? Tag(ReadOnlySpan<KeyValuePair<string, object?>> tags, string name)
    {
        foreach (var tag in tags)
        {
            if (tag.Key == name)
            {
                return tag.Value as string;
            }
        }

        return null;
    }
}
