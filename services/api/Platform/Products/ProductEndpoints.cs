using Agentes.Platform.Caching;
using Agentes.Platform.Http;
using Agentes.Platform.Identity;
using Agentes.Platform.Imports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Agentes.Platform.Products;

internal static class ProductEndpoints
{
    public static void MapProducts(this RouteGroupBuilder v1)
    {
        var products = v1.MapGroup("/products").WithTags("Products");
        products.MapGet("/", ListProducts.Handle).WithName("ListProducts").RequireScope(Scopes.ProductsRead).Cached(CacheArea.Products);
        products.MapPost("/", CreateProduct.Handle).WithName("CreateProduct").RequireScope(Scopes.ProductsWrite);
        products.MapPost("/import", ImportProducts.Handle).WithName("ImportProducts").RequireScope(Scopes.ProductsWrite)
            .TakesImport<ProductFields>();
        products.MapGet("/search", SearchProducts.Handle).WithName("SearchProducts").RequireScope(Scopes.ProductsRead);
        products.MapGet("/{id:guid}", GetProduct.Handle).WithName("GetProduct").RequireScope(Scopes.ProductsRead)
            .Cached(CacheArea.Products);
        products.MapPatch("/{id:guid}", UpdateProduct.Handle).WithName("UpdateProduct").RequireScope(Scopes.ProductsWrite);
        products.MapDelete("/{id:guid}", SoftDelete.Delete<Product>).WithName("DeleteProduct").RequireScope(Scopes.ProductsWrite);
        products.MapPost("/{id:guid}/restore", RestoreProduct.Handle).WithName("RestoreProduct").RequireScope(Scopes.ProductsWrite);
    }
}
