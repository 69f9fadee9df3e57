using Microsoft.AspNetCore.Http;

namespace R1Code.Rewards.Service.Hosting;

/// <summary>
/// Calls that change something come from programs or from our own page, never from a page of somebody else's that a
/// browser on this machine happens to show. Browsers say where a call comes from; programs say nothing.
/// </summary>
internal static class OriginGuard
{
    public static bool IsForeign(HttpRequest request)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        {
            return false; // Their answers are not shown to other origins.
        }

        // The browser's own word counts before a comparison: behind a proxy our host may have another name.
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0)
        {
            return site is not ("same-origin" or "none");
        }

        // "null" is what files, sandboxed frames and redirects across origins say.
        var origin = request.Headers.Origin.ToString();
        return origin.Length > 0
            && !(
                Uri.TryCreate(origin, UriKind.Absolute, out var from)
                && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase)
            );
    }
}
