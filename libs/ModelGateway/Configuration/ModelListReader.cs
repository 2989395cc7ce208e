namespace Agentes.ModelGateway.Configuration;

/// <summary>Reads <c>model_list</c>: entries of one name are deployments of one group.</summary>
internal static class ModelListReader
{
    public static IReadOnlyList<ModelGroup> Read(YamlSection root, RouterSettings settings, List<string> notes)
    {
        var entries = root.Sections("model_list");
        if (entries.Count == 0)
        {
            root.Problem("model_list", "must list at least one model");
            return [];
        }

        var groups = new List<(string Name, List<DeploymentDraft> Drafts)>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var name = entry.Text("model_name");
            var draft = ReadEntry(entry, name, settings, notes);
            if (name is null || draft is null)
            {
                continue;
            }

            var group = groups.Find(known => known.Name == name);
            if (group.Drafts is null)
            {
                groups.Add(group = (name, []));
            }

            group.Drafts.Add(draft with { Deployment = draft.Deployment with { Id = Unique(draft.Deployment.Id, ids) } });
        }

        return [.. groups.Select(group => new ModelGroup(group.Name, Weigh(group.Drafts)))];
    }

    private static DeploymentDraft? ReadEntry(YamlSection entry, string? name, RouterSettings settings, List<string> notes)
    {
        var info = entry.Section("model_info");
        var parameters = entry.Section("litellm_params");
        entry.RejectUnread([]);
        entry.RejectMissingVariables();
        if (name is null or "")
        {
            entry.Problem("model_name", "is missing");
        }
        else if (name.Contains('*', StringComparison.Ordinal))
        {
            entry.Problem("model_name", "is a wildcard, which this gateway does not implement");
        }

        if (parameters is null)
        {
            entry.Problem("litellm_params", "is missing");
            return null;
        }

        var draft = DeploymentReader.Read(parameters, info, name ?? "", settings);
        if (info is not null)
        {
            NoteInformation(info, name, notes);
        }

        return draft;
    }

    // What a model can do is recorded in many files; nothing here depends on it yet.
    private static void NoteInformation(YamlSection info, string? name, List<string> notes)
    {
        foreach (var key in info.Keys().Where(key => key is "mode" or "max_tokens" || key.StartsWith("max_", StringComparison.Ordinal)
            || key.StartsWith("supports_", StringComparison.Ordinal)))
        {
            info.Ignore(key);
            notes.Add($"model_info.{key} of {name} has no effect here.");
        }

        info.RejectUnread([]);
    }

    private static string Unique(string id, HashSet<string> ids)
    {
        var unique = id;
        for (var n = 2; !ids.Add(unique); n++)
        {
            unique = $"{id}#{n}";
        }

        return unique;
    }

    // As LiteLLM's simple shuffle: by weight where any deployment has one, else by requests per minute, else by tokens, else alike.
    private static ModelDeployment[] Weigh(List<DeploymentDraft> drafts)
    {
        Func<DeploymentDraft, double> weight =
            drafts.Exists(draft => draft.Weight is not null) ? draft => draft.Weight ?? 1
            : drafts.Exists(draft => draft.RequestsPerMinute is not null) ? draft => draft.RequestsPerMinute ?? 0
            : drafts.Exists(draft => draft.TokensPerMinute is not null) ? draft => draft.TokensPerMinute ?? 0
            : _ => 1;
        return [.. drafts.Select(draft => draft.Deployment with { Weight = weight(draft) })];
    }
}

/// <summary>A deployment before its weight relative to its siblings is known.</summary>
internal sealed record DeploymentDraft(ModelDeployment Deployment, double? Weight, double? RequestsPerMinute, double? TokensPerMinute);
