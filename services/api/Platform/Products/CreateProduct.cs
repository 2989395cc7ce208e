using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Agentes.Platform.Organizations;
using Agentes.Platform.Tenancy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Agentes.Platform.Products;

internal static class CreateProduct
{
    public static async Task<Created<ProductResponse>> Handle(
        ProductFields request,
        HttpContext http,
        PlatformDb db,
        CurrentOrganization organization,
        OrganizationDirectory organizations,
        TimeProvider clock,
        CancellationToken ct)
    {
        var defaults = await organizations.FindAsync(organization.Id, ct);
        var product = new Product(request with { Currency = request.Currency ?? defaults.Currency }, clock.GetUtcNow());
        db.Products.Add(product);
        await db.SaveChangesAsync(ct);
        ETags.Send(http, product);
        return TypedResults.Created($"/api/v1/products/{product.Id}", ProductResponse.From(product));
    }
}
