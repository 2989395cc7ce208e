using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Agentes.Platform.Http;

namespace Agentes.Platform.Imports;

/// <summary>Checks rows one by one, by the rules that a single creation keeps, and collects what is wrong with each.</summary>
/// <param name="Good">The rows to save, by their key; of rows with the same key the first.</param>
internal sealed record ImportRows<TKey, T>(Dictionary<TKey, T> Good, int Failed, List<ImportError> Errors)
    where TKey : notnull
    where T : class
{
    public static ImportRows<TKey, T> Check(List<JsonNode?> rows, ImportColumns columns, string keyField, Func<T, TKey> key)
    {
        var result = new ImportRows<TKey, T>([], 0, []);
        for (var i = 0; i < rows.Count; i++)
        {
            var errors = Check(rows[i], columns, out var fields);
            if (fields is not null && !result.Good.TryAdd(key(fields), fields))
            {
                errors = [new FieldError("/" + keyField, "duplicate", "An earlier row of this import is for the same one.")];
            }

            var row = i + 1;
            result.Errors.AddRange(errors.Select(e => new ImportError(row, e.Pointer.TrimStart('/'), e.Code, e.Message)));
            result = errors.Count > 0 ? result with { Failed = result.Failed + 1 } : result;
        }

        return result;
    }

    private static List<FieldError> Check(JsonNode? row, ImportColumns columns, out T? fields)
    {
        fields = null;
        if (row is not JsonObject members)
        {
            return [new FieldError("", "invalid", "The row is no object, or has more cells than the header.")];
        }

        var missing = columns.Required.Where(name => members[name] is null).ToList();
        if (missing.Count > 0)
        {
            return missing.ConvertAll(name => new FieldError(name, "required", $"The field {name} is required."));
        }

        if (!TryRead(members, out var read, out var error))
        {
            return [error];
        }

        var errors = FieldChecks.Of(read);
        fields = errors.Count == 0 ? read : null;
        return errors;
    }

    private static bool TryRead(JsonObject members, [NotNullWhen(true)] out T? fields, [NotNullWhen(false)] out FieldError? error)
    {
        try
        {
            fields = members.Deserialize<T>(StrictJson.Options)!;
            error = null;
            return true;
        }
        catch (JsonException broken)
        {
            fields = null;
            var field = broken.Path?.TrimStart('$', '.') ?? "";
            error = new FieldError(field, "invalid", "The value has the wrong type, or there is no such field.");
            return false;
        }
    }
}
