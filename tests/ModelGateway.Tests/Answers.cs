using System.Text;

namespace Agentes.ModelGateway.Tests;

/// <summary>Scripts for <see cref="FakeUpstream"/>: what OpenAI-compatible servers send.</summary>
internal static class Answers
{
    public const string Usage = """{"choices":[],"usage":{"prompt_tokens":100,"completion_tokens":20,"total_tokens":120}}""";

    public static string Delta(string text) =>
        """{"id":"c1","object":"chat.completion.chunk","model":"m-1","choices":[{"index":0,"delta":{"content":"""
        + System.Text.Json.JsonSerializer.Serialize(text)
        + """},"finish_reason":null}],"usage":null}""";

    public static string Finish(string reason = "stop") =>
        $$$"""{"id":"c1","model":"m-1","choices":[{"index":0,"delta":{},"finish_reason":"{{{reason}}}"}]}""";

    public static string Event(string data) => $"data: {data}\n\n";

    /// <summary>A whole, well-formed stream.</summary>
    public static string Body(params string[] texts) =>
        string.Concat(texts.Select(text => Event(Delta(text)))) + Event(Finish()) + Event(Usage) + Event("[DONE]");

    public static Func<FakeConnection, Task> Text(params string[] texts) => Raw(Body(texts));

    public static Func<FakeConnection, Task> Raw(string body) => async connection =>
    {
        await connection.StreamHeadAsync();
        await connection.SendAsync(body);
    };

    /// <summary>A stream as servers send it that keep the connection.</summary>
    public static Func<FakeConnection, Task> KeepAlive(string body) => connection =>
    {
        connection.KeepAlive = true;
        var length = Encoding.UTF8.GetByteCount(body).ToString("x");
        return connection.SendAsync(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
            + $"{length}\r\n{body}\r\n0\r\n\r\n");
    };

    public static Func<FakeConnection, Task> Pieces(IEnumerable<byte[]> pieces) => async connection =>
    {
        await connection.StreamHeadAsync();
        foreach (var piece in pieces)
        {
            await connection.SendAsync(piece);
        }
    };

    public static Func<FakeConnection, Task> Status(
        int status, string body = "{}", string headers = "", string type = "application/json") => connection => connection.SendAsync(
            $"HTTP/1.1 {status} X\r\nContent-Type: {type}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
            + $"Connection: close\r\n\r\n{body}");

    public static Func<FakeConnection, Task> Error(int status, string code, string headers = "") =>
        Status(status, $$$"""{"error":{"message":"no","type":"x","code":"{{{code}}}"}}""", headers);

    /// <summary>Headers, then these bytes, then silence until the client goes away.</summary>
    public static Func<FakeConnection, Task> Stall(string body = "", TaskCompletionSource? closed = null) => async connection =>
    {
        await connection.StreamHeadAsync();
        await connection.SendAsync(body);
        await connection.ClosedByClientAsync();
        closed?.TrySetResult();
    };

    /// <summary>These bytes, then a connection reset.</summary>
    public static Func<FakeConnection, Task> Cut(string body) => async connection =>
    {
        await connection.StreamHeadAsync();
        await connection.SendAsync(body);
        await Task.Delay(50);
        connection.Reset();
    };
}
