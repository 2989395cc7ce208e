using System.Text.Json;
using Agentes.ModelGateway.Accounting;

namespace Agentes.ModelGateway.Caching;

/// <summary>The part of a receipt that is worth keeping.</summary>
internal static class KeptReceipt
{
    public static void Write(Utf8JsonWriter json, GatewayReceipt receipt)
    {
        json.WriteStartObject("receipt"u8);
        json.WriteString("group"u8, receipt.Group);
        json.WriteString("deployment"u8, receipt.DeploymentId);
        json.WriteString("provider"u8, receipt.Provider);
        json.WriteString("model"u8, receipt.Model);
        json.WriteNumber("input"u8, receipt.InputTokens);
        json.WriteNumber("output"u8, receipt.OutputTokens);
        json.WriteNumber("cached"u8, receipt.CachedTokens);
        json.WriteNumber("reasoning"u8, receipt.ReasoningTokens);
        if (receipt.CostUsd is { } cost)
        {
            json.WriteNumber("cost"u8, cost);
        }

        json.WriteString("price"u8, receipt.PriceSource);
        json.WriteNumber("tier"u8, (int)receipt.PriceTier);
        json.WriteBoolean("estimated"u8, receipt.Estimated);
        json.WriteBoolean("local"u8, receipt.Local);
        json.WriteStartArray("quoted"u8);
        foreach (var id in receipt.QuotedSourceIds)
        {
            json.WriteStringValue(id);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static GatewayReceipt Read(JsonElement json) => new()
    {
        Group = json.GetProperty("group").GetString()!,
        RequestedGroup = json.GetProperty("group").GetString()!,
        DeploymentId = json.GetProperty("deployment").GetString()!,
        Provider = json.GetProperty("provider").GetString()!,
        Model = json.GetProperty("model").GetString()!,
        InputTokens = json.GetProperty("input").GetInt64(),
        OutputTokens = json.GetProperty("output").GetInt64(),
        CachedTokens = json.GetProperty("cached").GetInt64(),
        ReasoningTokens = json.GetProperty("reasoning").GetInt64(),
        CostUsd = json.TryGetProperty("cost", out var cost) ? cost.GetDecimal() : null,
        PriceSource = json.GetProperty("price").GetString(),
        PriceTier = (PriceTier)json.GetProperty("tier").GetInt32(),
        Estimated = json.GetProperty("estimated").GetBoolean(),
        Local = json.GetProperty("local").GetBoolean(),
        QuotedSourceIds = [.. json.GetProperty("quoted").EnumerateArray().Select(id => id.GetString()!)],
        Decision = KeptReply.Decision(json.GetProperty("group").GetString()!),
        Attempts = 0,
        Fallbacks = 0,
        FirstToken = TimeSpan.Zero,
        Total = TimeSpan.Zero,
    };
}
