using System.Collections;
using Agentes.Platform.Http;

namespace Agentes.Platform.OpenApi;

/// <summary>The name of each type in the document; null for what is written in place.</summary>
internal static class SchemaNames
{
    /// <summary>
    /// CreateContact.Request is CreateContactRequest, so that the requests of two use cases never share a name;
    /// Paged of AgentResponse is PagedAgentResponse; a change to AgentFields is AgentFieldsPatch.
    /// </summary>
    public static string? Of(Type type)
    {
        var actual = Nullable.GetUnderlyingType(type) ?? type;
        return actual.Assembly != typeof(SchemaNames).Assembly || (typeof(IEnumerable).IsAssignableFrom(actual) && !actual.IsEnum)
            ? null
            : Name(actual);
    }

    private static string Name(Type type)
    {
        if (!type.IsGenericType)
        {
            return type.DeclaringType is { } owner ? owner.Name + type.Name : type.Name;
        }

        var argument = Name(type.GetGenericArguments()[0]);
        return type.GetGenericTypeDefinition() == typeof(MergePatch<>)
            ? argument + "Patch"
            : type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)] + argument;
    }
}
