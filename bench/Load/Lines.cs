namespace Agentes.Bench.Load;

/// <summary>Something that takes messages and answers them: the platform, or the reference beside it.</summary>
internal interface ISystemUnderLoad : IAsyncDisposable
{
    /// <summary>Opens the conversation of one more customer, ready to hear replies.</summary>
    Task<ICustomerLine> OpenAsync(CancellationToken ct);
}

/// <summary>One customer's conversation. Sends may overlap; one caller listens at a time.</summary>
internal interface ICustomerLine : IAsyncDisposable
{
    /// <summary>Says something; returns when it is accepted.</summary>
    /// <exception cref="LineBrokenException">It was not accepted.</exception>
    Task SendAsync(CancellationToken ct);

    /// <summary>Waits for the next reply; returns how many messages it answers.</summary>
    /// <exception cref="LineBrokenException">The connection that brings replies ended.</exception>
    ValueTask<int> NextReplyAsync(CancellationToken ct);
}

/// <summary>A conversation cannot go on; the customer opens another one.</summary>
internal sealed class LineBrokenException(string reason) : Exception(reason);
