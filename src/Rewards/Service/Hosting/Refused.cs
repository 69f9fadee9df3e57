using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using R1Code.Rewards.Service.Foreign.Piston;

namespace R1Code.Rewards.Service.Hosting;

/// <summary>
/// An answer other than the one asked for, with a reason for people: RFC 9457 problem details, or the error object of
/// the foreign protocol that has its own.
/// </summary>
internal sealed class Refused(int status, string detail, TimeSpan? retryAfter = null)
    : IResult,
        IEndpointMetadataProvider
{
    public int Status => status;

    public string Detail => detail;

    public static Refused Invalid(string detail) => new(StatusCodes.Status400BadRequest, detail);

    public static Refused NotFound(string detail) => new(StatusCodes.Status404NotFound, detail);

    public static Refused Full(string detail, TimeSpan retryAfter) =>
        new(StatusCodes.Status429TooManyRequests, detail, retryAfter);

    public static Refused TooSlow(string detail) => new(StatusCodes.Status504GatewayTimeout, detail);

    public static Refused Broken(string detail) =>
        new(StatusCodes.Status503ServiceUnavailable, detail, TimeSpan.FromSeconds(1));

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(400, typeof(ProblemDetails), ["application/problem+json"])
        );

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = status;
        if (retryAfter is { } delay)
        {
            response.Headers.RetryAfter = Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        // By the path: a call that was refused before its endpoint was found has none.
        if (httpContext.Request.Path.StartsWithSegments(PistonEndpoints.Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return response.WriteAsJsonAsync(new { message = detail }, httpContext.RequestAborted);
        }

        var problem = new ProblemDetails
        {
            Type = $"https://httpwg.org/specs/rfc9110.html#status.{status}",
            Title = ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Detail = detail,
            Instance = httpContext.Request.Path,
        };
        return response.WriteAsJsonAsync(
            problem,
            options: null,
            "application/problem+json",
            httpContext.RequestAborted
        );
    }
}
