namespace Agentes.ModelGateway.Configuration;

/// <summary>Reads <c>model_list</c>: entries of one name are deployments of one group.</summary>
internal static class ModelListReader
{
    public static IReadOnlyList<ModelGroup> Read(YamlSection root, RouterSettings settings)
    {
        var entries = root.Sections("model_list");
        if (entries.Count == 0)
        {
            root.Problem("model_list", "must list at least one model");
            return [];
        }

        var groups = new List<(string Name, List<DeploymentDraft> Drafts)>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var given = new Dictionary<string, YamlSection>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var name = entry.Text("model_name");
            var drafts = ReadEntry(entry, name, settings, given);
            if (name is null || drafts.Count == 0)
            {
                continue;
            }

            var group = groups.Find(known => known.Name == name);
            if (group.Drafts is null)
            {
                groups.Add(group = (name, []));
            }

            group.Drafts.AddRange(drafts.Select(draft =>
                draft with { Deployment = draft.Deployment with { Id = Unique(draft.Deployment.Id, ids) } }));
        }

        foreach (var (id, info) in given.Where(pair => groups.Exists(group => group.Name == pair.Key)))
        {
            info.Problem("id", $"'{id}' is also the name of a group, so a call by that name has two meanings");
        }

        return [.. groups.Select(group => new ModelGroup(group.Name, Weigh(group.Drafts, settings.Routing.Strategy is RoutingStrategy.SimpleShuffle)))];
    }

    private static IReadOnlyList<DeploymentDraft> ReadEntry(
        YamlSection entry, string? name, RouterSettings settings, Dictionary<string, YamlSection> ids)
    {
        var info = entry.Section("model_info");
        var parameters = entry.Section("litellm_params");
        entry.RejectUnread();
        entry.RejectMissingVariables();
        if (name is null or "")
        {
            entry.Problem("model_name", "is missing");
        }
        else if (name.Count(letter => letter == WildcardName.Star) > 1)
        {
            entry.Problem("model_name", "has more than one *, and one is all that can be told apart");
        }

        if (parameters is null)
        {
            entry.Problem("litellm_params", "is missing");
            return [];
        }

        if (settings.DefaultParameters is { } defaults)
        {
            parameters = parameters.Over(defaults);
        }

        var drafts = DeploymentReader.Read(CredentialReader.Apply(parameters, settings.Credentials), info, name ?? "", settings);
        if (info?.Text("id") is { } id && !ids.TryAdd(id, info))
        {
            info.Problem("id", $"'{id}' names another deployment too (LiteLLM keeps the last one): give each its own");
        }

        info?.RejectUnread(LiteLLMKeys.Information);
        return drafts;
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

    // As LiteLLM's simple shuffle: by weight where any deployment has one, else by requests per minute, else by tokens, else alike. For the
    // other strategies a limit is a limit and no share.
    private static ModelDeployment[] Weigh(List<DeploymentDraft> drafts, bool shuffled)
    {
        Func<DeploymentDraft, double> weight =
            !shuffled || drafts.Exists(draft => draft.Weight is not null) ? draft => draft.Weight ?? 1
            : drafts.Exists(draft => draft.Deployment.RequestsPerMinute is not null) ? draft => draft.Deployment.RequestsPerMinute ?? 0
            : drafts.Exists(draft => draft.Deployment.TokensPerMinute is not null) ? draft => draft.Deployment.TokensPerMinute ?? 0
            : _ => 1;
        return [.. drafts.Select(draft => draft.Deployment with { Weight = weight(draft) })];
    }
}

/// <summary>A deployment before its share relative to its siblings is known.</summary>
/// <param name="Deployment">Everything else.</param>
/// <param name="Weight">The share that it asks for; null for none.</param>
internal sealed record DeploymentDraft(ModelDeployment Deployment, double? Weight);
