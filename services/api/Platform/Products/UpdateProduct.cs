using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Products;

internal static class UpdateProduct
{
    public static async Task<Results<Ok<ProductResponse>, ProblemHttpResult>> Handle(
        Guid id, MergePatch<ProductFields> request, HttpContext http, PlatformDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Products.FirstOrDefaultAsync(p => p.Id == id, ct) is not { } product)
        {
            return Problem.NotFound("product");
        }

        if (ETags.Check(http, product) is { } conflict)
        {
            return conflict;
        }

        if (!request.TryApply(ProductFields.Of(product), out var fields, out var problem))
        {
            return problem;
        }

        product.Apply(fields with { Currency = fields.Currency ?? product.Currency }, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        ETags.Send(http, product);
        return TypedResults.Ok(ProductResponse.From(product));
    }
}
