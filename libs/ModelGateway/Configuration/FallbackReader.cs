namespace Agentes.ModelGateway.Configuration;

/// <summary>Reads which group takes over from which, and which names stand for a group.</summary>
internal static class FallbackReader
{
    public static void Read(YamlSection section, RouterSettings settings)
    {
        ReadMap(section, "fallbacks", settings.Fallbacks, settings);
        ReadMap(section, "context_window_fallbacks", settings.ContextWindowFallbacks, settings);
        ReadMap(section, "content_policy_fallbacks", settings.ContentPolicyFallbacks, settings);
        if (section.Texts("default_fallbacks") is { } defaults)
        {
            settings.DefaultFallbacks.Clear();
            settings.DefaultFallbacks.AddRange(defaults);
            settings.Name(defaults, section, "default_fallbacks");
        }
    }

    /// <summary>The specification's <c>fallback_model</c>.</summary>
    public static void ReadModel(YamlSection router, RouterSettings settings)
    {
        if (router.Text("fallback_model") is not { } model)
        {
            return;
        }

        if (router.Has("default_fallbacks"))
        {
            router.Problem("fallback_model", "contradicts default_fallbacks: give one of the two (LiteLLM reads default_fallbacks alone)");
            return;
        }

        settings.DefaultFallbacks.Clear();
        settings.DefaultFallbacks.Add(model);
        settings.Name([model], router, "fallback_model");
        router.Note($"fallback_model: {model} is read as default_fallbacks: [{model}].");
    }

    /// <summary><c>model_group_alias</c>: {alias: group} or {alias: {model: group, hidden: true}}.</summary>
    public static void ReadAliases(YamlSection router, RouterSettings settings)
    {
        settings.AliasSection = router.Section("model_group_alias");
        foreach (var alias in settings.AliasSection?.Keys() ?? [])
        {
            var section = settings.AliasSection!;
            var (group, hidden) = (default(string), false);
            if (section.IsMapping(alias))
            {
                var target = section.Section(alias)!;
                (group, hidden) = (target.Text("model"), target.Flag("hidden") ?? false);
                target.RejectUnread();
            }
            else
            {
                group = section.Text(alias);
            }

            if (group is null || WildcardName.IsWildcard(alias))
            {
                section.Problem(alias, group is null ? "names no group" : "is a wildcard: an alias stands for one name");
                continue;
            }

            settings.Aliases[alias] = new ModelAlias(group, hidden);
            settings.Name([group], section, alias);
        }

        settings.AliasSection?.RejectMissingVariables();
    }

    // LiteLLM writes a list of one-entry mappings: [{a: [b, c]}, {"*": [d]}].
    private static void ReadMap(YamlSection section, string key, Dictionary<string, IReadOnlyList<string>> into, RouterSettings settings)
    {
        var here = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in section.Sections(key))
        {
            foreach (var group in entry.Keys())
            {
                into[group] = entry.Texts(group) ?? [];
                settings.Name(group == "*" ? into[group] : [group, .. into[group]], entry, group);
                if (!here.Add(group))
                {
                    entry.Problem(group, "is there twice (LiteLLM reads the first one alone): write one list");
                }

                if (into[group].Contains(group, StringComparer.Ordinal))
                {
                    entry.Problem(group, "falls back to itself");
                }
            }
        }
    }
}
