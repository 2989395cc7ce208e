namespace Agentes.ModelGateway.Configuration;

/// <summary>Reads the price that a deployment gives itself, in <c>litellm_params</c> or else in <c>model_info</c>.</summary>
internal static class PriceReader
{
    /// <returns>Null when no price is given; the problem is reported when half of one is.</returns>
    public static ModelPrice? Read(YamlSection parameters, YamlSection? info)
    {
        decimal? Read(string key)
        {
            var (own, informed) = (parameters.Price(key), info?.Price(key));
            if (own is not null && informed is not null && own != informed)
            {
                parameters.Problem(key, "contradicts model_info: give one of the two (LiteLLM takes the one of litellm_params)");
            }

            return own ?? informed;
        }

        var (input, output, cached) = (Read("input_cost_per_token"), Read("output_cost_per_token"), Read("cache_read_input_token_cost"));
        var (write, writeLong) = (Read("cache_creation_input_token_cost"), Read("cache_creation_input_token_cost_above_1hr"));
        if (input is { } some && output is { } other)
        {
            return new ModelPrice(some, other, cached, Source: "configuration") { CacheWrite = write, CacheWriteLong = writeLong };
        }

        if ((input ?? output ?? cached ?? write ?? writeLong) is not null)
        {
            parameters.Problem("input_cost_per_token", "half a price: give both input_cost_per_token and output_cost_per_token");
        }

        return null;
    }
}
