using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using R1Code.Rewards.Service.Hosting;

namespace R1Code.Rewards.Service.Pages;

/// <summary>
/// The web page: a few static files inside the assembly that ask for nothing from elsewhere. The files tell nothing and
/// are open; what they show comes from calls that want the key. A browser trades its key for a cookie once.
/// </summary>
internal static class PageEndpoints
{
    // Submissions are hostile text: no script, style or image but our own files ever runs or loads.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly TimeSpan SessionLength = TimeSpan.FromDays(7);

    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        Serve(routes, "/", "index.html", "text/html; charset=utf-8");
        Serve(routes, "/page/page.css", "page.css", "text/css; charset=utf-8");
        foreach (var script in new[] { "page.js", "live.js", "list.js", "one.js", "dom.js" })
        {
            Serve(routes, $"/page/{script}", script, "text/javascript; charset=utf-8");
        }

        routes.MapPost("/page/session", OpenSession).ExcludeFromDescription();
    }

    private static void Serve(IEndpointRouteBuilder routes, string path, string file, string type)
    {
        var bytes = Read(file);
        routes
            .MapGet(
                path,
                (HttpContext context) =>
                {
                    context.Response.Headers.ContentSecurityPolicy = Policy;
                    context.Response.Headers["Referrer-Policy"] = "no-referrer";
                    context.Response.Headers.CacheControl = "no-cache";
                    return TypedResults.Bytes(bytes, type);
                }
            )
            .WithMetadata(new OpenToAll())
            .ExcludeFromDescription();
    }

    // The key itself came in the Authorization header and was checked before this runs.
    private static NoContent OpenSession(HttpContext context, Callers callers)
    {
        if (!callers.IsOpen)
        {
            context.Response.Cookies.Append(
                Callers.CookieName,
                callers.Session(Callers.Of(context)),
                new CookieOptions
                {
                    HttpOnly = true,
                    SameSite = SameSiteMode.Strict,
                    Secure = context.Request.IsHttps,
                    MaxAge = SessionLength,
                    IsEssential = true,
                }
            );
        }

        return TypedResults.NoContent();
    }

    private static byte[] Read(string file)
    {
        using var stream = typeof(PageEndpoints).Assembly.GetManifestResourceStream($"pages/{file}")!;
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }
}
