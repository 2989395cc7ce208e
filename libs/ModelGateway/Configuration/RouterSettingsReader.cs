namespace Agentes.ModelGateway.Configuration;

/// <summary>Reads <c>router_settings</c> and the part of <c>litellm_settings</c> that means the same; the former wins.</summary>
internal static class RouterSettingsReader
{
    public static RouterSettings Read(YamlSection root, List<string> notes)
    {
        var settings = new RouterSettings();
        if (root.Section("litellm_settings") is { } general)
        {
            ReadFallbacks(general, settings);
            settings.Retries = settings.Retries with { Count = general.Integer("num_retries") ?? settings.Retries.Count };
            settings.Timeouts = Within(settings.Timeouts, general.Seconds("request_timeout"));
            general.RejectUnread(LiteLLMKeys.Settings);
            general.RejectMissingVariables();
        }

        if (root.Section("router_settings") is { } router)
        {
            ReadStrategy(router, notes);
            ReadFallbacks(router, settings);
            ReadFallbackModel(router, settings, notes);
            ReadTimeouts(router, settings, notes);
            ReadRetries(router, settings, notes);
            settings.MaxFallbacks = router.Integer("max_fallbacks") ?? settings.MaxFallbacks;
            settings.RedirectRetired = router.Flag("redirect_retired") ?? false;
            router.RejectUnread(LiteLLMKeys.Router);
            router.RejectMissingVariables();
        }

        return settings;
    }

    /// <summary>One limit in the sense of LiteLLM's <c>timeout</c>: a whole reply, or the waits within a stream.</summary>
    public static PhaseTimeouts Within(PhaseTimeouts timeouts, TimeSpan? limit) =>
        limit is { } given ? timeouts with { Buffered = given, FirstToken = given, Idle = given } : timeouts;

    private static void ReadStrategy(YamlSection router, List<string> notes)
    {
        switch (router.Text("routing_strategy"))
        {
            case null or "simple-shuffle":
                break;
            case "smart-intent":
                notes.Add("routing_strategy smart-intent: the caller chooses the group by intent; a group is shuffled by weight.");
                break;
            case var known when LiteLLMKeys.Strategies.Contains(known):
                router.Problem("routing_strategy", $"'{known}' is a LiteLLM strategy that this gateway does not implement");
                break;
            case var unknown:
                string[] strategies = ["simple-shuffle", "smart-intent"];
                router.Problem("routing_strategy", $"'{unknown}' is not a known strategy", Spelling.Nearest(unknown, strategies));
                break;
        }
    }

    private static void ReadFallbackModel(YamlSection router, RouterSettings settings, List<string> notes)
    {
        if (router.Text("fallback_model") is not { } model)
        {
            return;
        }

        if (router.Has("default_fallbacks"))
        {
            router.Problem("fallback_model", "contradicts default_fallbacks: give one of the two");
            return;
        }

        settings.DefaultFallbacks.Clear();
        settings.DefaultFallbacks.Add(model);
        settings.NamedGroups.Add((model, "router_settings.fallback_model", router.MarkOf("fallback_model")));
        notes.Add($"fallback_model: {model} is read as default_fallbacks: [{model}].");
    }

    private static void ReadTimeouts(YamlSection router, RouterSettings settings, List<string> notes)
    {
        var timeout = router.Seconds("timeout");
        if (router.Seconds("timeout_seconds") is { } seconds)
        {
            if (timeout is not null)
            {
                router.Problem("timeout_seconds", "contradicts timeout: give one of the two");
            }

            timeout = seconds;
            notes.Add("timeout_seconds is read as timeout: a whole reply in one piece, or first token and silence of a stream.");
        }

        settings.Timeouts = Within(settings.Timeouts, timeout);
        if (router.Seconds("stream_timeout") is { } stream)
        {
            settings.Timeouts = settings.Timeouts with { FirstToken = stream, Idle = stream };
        }
    }

    private static void ReadRetries(YamlSection router, RouterSettings settings, List<string> notes)
    {
        var retries = settings.Retries with
        {
            Count = router.Integer("num_retries") ?? settings.Retries.Count,
            AllowedFails = router.Integer("allowed_fails") ?? settings.Retries.AllowedFails,
            Cooldown = router.Seconds("cooldown_time", allowZero: true) ?? settings.Retries.Cooldown,
        };
        if (router.Flag("disable_cooldowns") is true)
        {
            retries = retries with { Cooldown = TimeSpan.Zero };
        }

        if (router.Section("retry_policy") is { } policy)
        {
            if (policy.Integer("max_retries") is { } count)
            {
                if (router.Has("num_retries"))
                {
                    policy.Problem("max_retries", "contradicts num_retries: give one of the two");
                }

                retries = retries with { Count = count };
                notes.Add("retry_policy.max_retries is read as num_retries.");
            }

            retries = retries with { BackoffFactor = policy.Number("backoff_factor", 1, 100) ?? retries.BackoffFactor };
            policy.RejectUnread(LiteLLMKeys.RetryPolicy);
            policy.RejectMissingVariables();
        }

        settings.Retries = retries;
    }

    private static void ReadFallbacks(YamlSection section, RouterSettings settings)
    {
        ReadFallbackMap(section, "fallbacks", settings.Fallbacks, settings);
        ReadFallbackMap(section, "context_window_fallbacks", settings.ContextWindowFallbacks, settings);
        ReadFallbackMap(section, "content_policy_fallbacks", settings.ContentPolicyFallbacks, settings);
        if (section.Texts("default_fallbacks") is { } defaults)
        {
            settings.DefaultFallbacks.Clear();
            settings.DefaultFallbacks.AddRange(defaults);
            var (path, at) = (section.PathOf("default_fallbacks"), section.MarkOf("default_fallbacks"));
            settings.NamedGroups.AddRange(defaults.Select(name => (name, path, at)));
        }
    }

    // LiteLLM writes a list of one-entry mappings: [{a: [b, c]}, {"*": [d]}].
    private static void ReadFallbackMap(
        YamlSection section, string key, Dictionary<string, IReadOnlyList<string>> into, RouterSettings settings)
    {
        foreach (var entry in section.Sections(key))
        {
            foreach (var group in entry.Keys())
            {
                into[group] = entry.Texts(group) ?? [];
                var named = group == "*" ? into[group] : [group, .. into[group]];
                settings.NamedGroups.AddRange(named.Select(name => (name, entry.PathOf(group), entry.MarkOf(group))));
            }
        }
    }
}
