namespace Agentes.ModelGateway.Configuration;

/// <summary>Reads <c>credential_list</c>: values that several deployments share by <c>litellm_credential_name</c>.</summary>
internal static class CredentialReader
{
    private const string NameKey = "litellm_credential_name";

    private static readonly string[] Shared = ["api_key", "api_base", "organization"];

    public static Dictionary<string, YamlSection> Read(YamlSection root)
    {
        var credentials = new Dictionary<string, YamlSection>(StringComparer.Ordinal);
        foreach (var entry in root.Sections("credential_list"))
        {
            var (name, values) = (entry.Text("credential_name"), entry.Section("credential_values"));
            // LiteLLM keeps a description and the like in it.
            entry.Has("credential_info");
            entry.RejectUnread();
            entry.RejectMissingVariables();
            if (name is null || values is null)
            {
                entry.Problem(name is null ? "credential_name" : "credential_values", "is missing");
                continue;
            }

            foreach (var key in Shared)
            {
                values.Raw(key);
            }

            values.RejectUnread(LiteLLMKeys.Credential);
            if (!credentials.TryAdd(name, values))
            {
                entry.Problem("credential_name", $"'{name}' is there twice (LiteLLM keeps the last one): give each its own name");
            }
        }

        return credentials;
    }

    /// <summary>The parameters of a deployment with the values of the credential that they name.</summary>
    public static YamlSection Apply(YamlSection parameters, IReadOnlyDictionary<string, YamlSection> credentials)
    {
        if (parameters.Text(NameKey) is not { } name)
        {
            return parameters;
        }

        if (!credentials.TryGetValue(name, out var values))
        {
            parameters.Problem(NameKey, $"'{name}' is not in credential_list", Spelling.Nearest(name, credentials.Keys));
            return parameters;
        }

        foreach (var key in values.Keys().Where(parameters.Has))
        {
            parameters.Problem(key, $"contradicts {NameKey}, which brings its own (LiteLLM takes the one given here): give one of the two");
        }

        return parameters.Over(values, Shared);
    }
}
