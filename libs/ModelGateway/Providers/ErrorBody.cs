namespace Agentes.ModelGateway.Providers;

/// <summary>The body of a refused request, as far as anybody reads it.</summary>
internal static class ErrorBody
{
    private const int MaxBytes = 64 * 1024;
    private const int MaxMessageLength = 500;

    /// <summary>Empty when the connection breaks off: the status alone is enough to go on.</summary>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var buffer = new byte[MaxBytes];
        var length = 0;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(ct);
            length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // What a broken body would have said, the status says too.
        }

        return buffer.AsMemory(0, length);
    }

    /// <summary>A message short enough to be passed on.</summary>
    public static string? Shorten(string? text) => text is { Length: > MaxMessageLength } ? text[..MaxMessageLength] : text;
}
