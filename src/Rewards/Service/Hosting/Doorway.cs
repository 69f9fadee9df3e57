using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using R1Code.Rewards.Service.Foreign.Piston;

namespace R1Code.Rewards.Service.Hosting;

/// <summary>
/// What every call passes before its address is looked up: headers that hold for all answers, calls that are refused
/// whatever they ask, and small differences between HTTP clients.
/// </summary>
internal static class Doorway
{
    // As clients call them, and as the framework does.
    private static readonly Dictionary<string, string> Charsets = new(StringComparer.OrdinalIgnoreCase)
    {
        ["utf-8"] = "utf-8",
        ["utf8"] = "utf-8",
        ["us-ascii"] = "us-ascii",
        ["iso-8859-1"] = "iso-8859-1",
        ["utf-16"] = "utf-16",
    };

    public static void UseDoorway(this IApplicationBuilder app)
    {
        app.Use(EnterAsync);
        app.UseRequestDecompression();
        app.Use(RefuseEncodingsAsync);
    }

    private static Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        // Answers hold texts that models wrote: no browser may guess a type for them or show them inside another page.
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        var request = context.Request;
        if (request.Headers.ContentEncoding.Count > 0)
        {
            context.Features.Set(new EncodedBody());
        }

        if (OriginGuard.IsForeign(request))
        {
            return new Refused(
                StatusCodes.Status403Forbidden,
                "This call comes from a web page of another origin, which may not use this service."
            ).ExecuteAsync(context);
        }

        if (HttpMethods.IsHead(request.Method))
        {
            // As GET; the server leaves the body out by itself.
            request.Method = HttpMethods.Get;
        }
        else if (
            string.IsNullOrEmpty(request.ContentType)
            && !request.Path.StartsWithSegments(PistonEndpoints.Prefix, StringComparison.OrdinalIgnoreCase)
        )
        {
            // Some clients send JSON and do not say so. Piston's own server refuses them.
            request.ContentType = "application/json";
        }

        return next(context);
    }

    private static Task RefuseEncodingsAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;

        // The decompression before this took away the header of every encoding that it knows.
        if (request.Headers.ContentEncoding.ToString() is not ("" or "identity"))
        {
            return Unreadable("The body's Content-Encoding is not known here: send gzip, deflate or none.");
        }

        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.Charset.Length > 0)
        {
            // The framework takes a charset that it does not know for a bug of ours, quoted names and "utf8" among them.
            var charset = HeaderUtilities.RemoveQuotes(type.Charset).ToString();
            if (!Charsets.TryGetValue(charset, out var name))
            {
                return Unreadable("The body's charset is not known here: JSON is UTF-8.");
            }

            type.Charset = name;
            request.ContentType = type.ToString();
        }

        return next(context);

        Task Unreadable(string reason) =>
            new Refused(StatusCodes.Status415UnsupportedMediaType, reason).ExecuteAsync(context);
    }
}

/// <summary>Marks a call whose body came encoded: what is broken in it is the caller's fault.</summary>
internal sealed class EncodedBody;
