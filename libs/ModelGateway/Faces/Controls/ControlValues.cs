using System.Globalization;

namespace Agentes.ModelGateway.Faces.Controls;

/// <summary>Values that a request gives in its body or in a header.</summary>
internal static class ControlValues
{
    private const int MostRetries = 10;
    private const double LongestWait = 86_400;
    private const int LongestId = 128;

    public static int Retries(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= MostRetries
            ? count
            : throw FaceException.Invalid(name, $"'{name}' must be a whole number from 0 to {MostRetries}.");

    public static TimeSpan Seconds(string name, string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0.001 and <= LongestWait
            ? TimeSpan.FromSeconds(seconds)
            : throw FaceException.Invalid(name, $"'{name}' must be a number of seconds, more than 0.001 and at most {LongestWait}.");

    /// <summary>An id that may stand in a header and in a log.</summary>
    public static string CallId(string name, string text) =>
        text.Length is > 0 and <= LongestId && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ':')
            ? text
            : throw FaceException.Invalid(name, $"'{name}' must be 1 to {LongestId} of the characters A-Z, a-z, 0-9, '-', '_', '.' and ':'.");
}
