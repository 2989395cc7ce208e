namespace Agentes.ModelGateway.Faces.Controls;

/// <summary>Headers that steer the gateway, in LiteLLM's names. They win over the same thing in the body.</summary>
internal static class ControlHeaders
{
    private const string Prefix = "x-litellm-";

    /// <summary>Controls with what the headers say.</summary>
    /// <param name="controls">What the body says; null for nothing.</param>
    /// <param name="headers">Where the headers are.</param>
    /// <param name="header">Finds one there by its name; null when it is missing.</param>
    /// <exception cref="FaceException">One of them cannot be understood.</exception>
    public static CallControls? Apply<T>(CallControls? controls, T headers, Func<T, string, string?> header)
    {
        if (header(headers, Prefix + "timeout") is { } timeout)
        {
            controls = (controls ?? new CallControls()) with { Timeout = ControlValues.Seconds(Prefix + "timeout", timeout) };
        }

        if (header(headers, Prefix + "stream-timeout") is { } stream)
        {
            controls = (controls ?? new CallControls()) with { StreamTimeout = ControlValues.Seconds(Prefix + "stream-timeout", stream) };
        }

        if (header(headers, Prefix + "num-retries") is { } retries)
        {
            controls = (controls ?? new CallControls()) with { Retries = ControlValues.Retries(Prefix + "num-retries", retries) };
        }

        if (header(headers, Prefix + "tags") is { } tags)
        {
            controls = (controls ?? new CallControls()) with
            {
                Tags = tags.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            };
        }

        if (header(headers, Prefix + "call-id") is { } id)
        {
            controls = (controls ?? new CallControls()) with { CallId = ControlValues.CallId(Prefix + "call-id", id) };
        }

        if (header(headers, Prefix + "session-id") is { } session)
        {
            controls = (controls ?? new CallControls()) with { Affinity = session };
        }

        return controls;
    }
}
