using System.ComponentModel.DataAnnotations;

namespace Agentes.Platform.Http;

/// <summary>Runs the annotations of a value that did not come straight from a request body: a merged change, a row of an import.</summary>
internal static class FieldChecks
{
    public static List<FieldError> Of(object value)
    {
        var errors = new List<FieldError>();
        Check(value, "", errors);
        return errors;
    }

    private static void Check(object value, string prefix, List<FieldError> errors)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(value, new ValidationContext(value), results, validateAllProperties: true);
        errors.AddRange(
            from result in results
            from member in result.MemberNames.DefaultIfEmpty("")
            select ProblemServices.Field(prefix + member, result.ErrorMessage ?? "The value is not valid."));

        foreach (var property in value.GetType().GetProperties().Where(p => p.PropertyType.Assembly == typeof(FieldChecks).Assembly))
        {
            if (property.PropertyType.IsClass && property.GetValue(value) is { } nested)
            {
                Check(nested, $"{prefix}{property.Name}.", errors);
            }
        }
    }
}
