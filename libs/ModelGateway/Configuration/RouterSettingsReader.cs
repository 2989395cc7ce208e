namespace Agentes.ModelGateway.Configuration;

/// <summary>Reads <c>router_settings</c> and the part of <c>litellm_settings</c> that means the same; the former wins.</summary>
internal static class RouterSettingsReader
{
    private static readonly string[] Both =
        ["num_retries", "allowed_fails", "fallbacks", "default_fallbacks", "context_window_fallbacks", "content_policy_fallbacks"];

    public static RouterSettings Read(YamlSection root)
    {
        var settings = new RouterSettings();
        var (general, router) = (root.Section("litellm_settings"), root.Section("router_settings"));
        if (general is not null)
        {
            FallbackReader.Read(general, settings);
            settings.Retries = settings.Retries with
            {
                Count = general.Integer("num_retries") ?? settings.Retries.Count,
                AllowedFails = general.Integer("allowed_fails") ?? settings.Retries.AllowedFails,
            };
            settings.Timeouts = Within(settings.Timeouts, general.Seconds("request_timeout"));
            settings.Caching = CachingReader.Read(general, settings);
            general.RejectUnread(LiteLLMKeys.Settings);
            general.RejectMissingVariables();
        }

        if (router is not null)
        {
            settings.Routing = RoutingReader.Read(router);
            FallbackReader.Read(router, settings);
            FallbackReader.ReadModel(router, settings);
            FallbackReader.ReadAliases(router, settings);
            ReadTimeouts(router, settings);
            RetryReader.Read(router, settings);
            settings.MaxFallbacks = router.Integer("max_fallbacks") ?? settings.MaxFallbacks;
            settings.RedirectRetired = router.Flag("redirect_retired") ?? false;
            settings.ParallelRequests = router.Integer("default_max_parallel_requests", min: 1);
            settings.DefaultParameters = router.Section("default_litellm_params");
            router.RejectUnread(LiteLLMKeys.Router);
            router.RejectMissingVariables();
        }

        foreach (var key in Both.Where(key => general?.Has(key) is true && router?.Has(key) is true))
        {
            root.Note($"{key} is in router_settings and in litellm_settings: router_settings wins, as in LiteLLM.");
        }

        return settings;
    }

    /// <summary>One limit in the sense of LiteLLM's <c>timeout</c>: a whole reply, or the waits within a stream.</summary>
    public static PhaseTimeouts Within(PhaseTimeouts timeouts, TimeSpan? limit) =>
        limit is { } given ? timeouts with { Buffered = given, FirstToken = given, Idle = given } : timeouts;

    private static void ReadTimeouts(YamlSection router, RouterSettings settings)
    {
        var timeout = router.Seconds("timeout");
        if (router.Seconds("timeout_seconds") is { } seconds)
        {
            if (timeout is not null)
            {
                router.Problem("timeout_seconds", "contradicts timeout: give one of the two (LiteLLM reads timeout alone)");
            }

            timeout = seconds;
            router.Note("timeout_seconds is read as timeout: a whole reply in one piece, or first token and silence of a stream.");
        }

        settings.Timeouts = Within(settings.Timeouts, timeout);
        if (router.Seconds("stream_timeout") is { } stream)
        {
            settings.Timeouts = settings.Timeouts with { FirstToken = stream, Idle = stream };
        }
    }
}
