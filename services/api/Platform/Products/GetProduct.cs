using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Products;

internal static class GetProduct
{
    public static async Task<Results<Ok<ProductResponse>, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, PlatformDb db, CancellationToken ct)
    {
        if (await db.Products.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, ct) is not { } product)
        {
            return Problem.NotFound("product");
        }

        ETags.Send(http, product);
        return TypedResults.Ok(ProductResponse.From(product));
    }
}
