using Agentes.ModelGateway;
using Agentes.ModelGateway.Faces;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;

namespace Agentes.Platform.Models;

/// <summary>Errors as the clients of one API expect them.</summary>
internal interface IModelErrorFormat : IErrorFormat
{
    /// <summary>The request was not understood.</summary>
    Task FailAsync(HttpContext http, FaceException bad);

    /// <summary>No model could answer.</summary>
    Task FailAsync(HttpContext http, ModelGatewayException failed);
}
