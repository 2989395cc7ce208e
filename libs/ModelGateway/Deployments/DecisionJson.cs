using System.Text.Json;
using Agentes.ModelGateway.Deployments.Choosing;

namespace Agentes.ModelGateway.Deployments;

/// <summary>The JSON of one choice.</summary>
internal static class DecisionJson
{
    // Names of verdicts as they are written; the enum's order.
    private static readonly string[] Verdicts =
        [.. Enum.GetValues<Verdict>().Select(verdict => JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.ToString()))];

    public static void Write(Utf8JsonWriter json, ref readonly CallDecision.Round round, ReadOnlySpan<Consideration> considered)
    {
        json.WriteStartObject();
        json.WriteString("group"u8, round.Group);
        json.WriteStartArray("candidates"u8);
        foreach (ref readonly var one in considered)
        {
            Write(json, in one);
        }

        json.WriteEndArray();
        if (round.Attempted)
        {
            json.WriteStartObject("attempt"u8);
            json.WriteString("deployment"u8, considered[round.Chosen].State.Deployment.Id);
            json.WriteString("outcome"u8, round.Failure?.Code ?? "answered");
            if (round.Failure?.Status is { } status)
            {
                json.WriteNumber("status"u8, status);
            }

            json.WriteNumber("milliseconds"u8, Math.Round(round.Elapsed.TotalMilliseconds, 3));
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ref readonly Consideration one)
    {
        json.WriteStartObject();
        json.WriteString("deployment"u8, one.State.Deployment.Id);
        json.WriteString("verdict"u8, Verdicts[(int)one.Verdict]);
        if (one.Verdict is Verdict.Chosen or Verdict.ChosenByAffinity or Verdict.LostTheChoice)
        {
            Number(json, "score"u8, one.Score);
            Number(json, "seconds"u8, one.Speed);
            Number(json, "limit_left"u8, one.Left);
            json.WriteNumber("in_flight"u8, one.InFlight);
            Number(json, "weight"u8, one.State.Share);
            Number(json, "price_factor"u8, one.State.PriceFactor);
        }

        if (one.Until is { } until)
        {
            json.WriteString("until"u8, until);
        }

        if (one.Failure is { } failure)
        {
            json.WriteString("failure"u8, new ModelFailure(failure, "").Code);
        }

        if (one.Verdict is Verdict.Unavailable)
        {
            json.WriteString("reason"u8, one.State.Deployment.UnavailableReason);
        }

        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, ReadOnlySpan<byte> name, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumber(name, Math.Round(value, 6));
        }
    }
}
