using System.Net;

namespace Agentes.Bench.Common;

/// <summary>The command line is wrong: exit code 2.</summary>
public sealed class UsageException(string message) : Exception(message);

/// <summary>Something that must be installed or built is missing: exit code 3.</summary>
public sealed class MissingPrerequisiteException(string message) : Exception(message);

/// <summary>The platform refused a request for good: repeating it would not help.</summary>
public sealed class ApiRefusedException(HttpStatusCode status, string request, string body)
    : Exception($"{request} -> {(int)status} {body}")
{
    public HttpStatusCode Status => status;
}

/// <summary>The platform stayed unreachable for longer than the run is willing to wait.</summary>
public sealed class OutOfPatienceException(string request, string lastFailure)
    : Exception($"{request}: gave up waiting for the platform; last failure: {lastFailure}");
