using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Products;

internal static class RestoreProduct
{
    public static async Task<Results<Ok<ProductResponse>, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, PlatformDb db, CancellationToken ct)
    {
        if (await SoftDelete.RestoreAsync(db.Products, db, id, ct) is not { } product)
        {
            return Problem.NotFound("product");
        }

        ETags.Send(http, product);
        return TypedResults.Ok(ProductResponse.From(product));
    }
}
