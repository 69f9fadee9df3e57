using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using R1Code.Rewards.Service.Observation;
using R1Code.Sandbox;

namespace R1Code.Rewards.Service.Hosting;

/// <summary>
/// Turns what the framework throws or answers without words into a <see cref="Refused"/>: a body that cannot be read is
/// the caller's fault and says where; anything else is ours and says nothing of the inside.
/// </summary>
internal static class Faults
{
    private const int MaxReason = 400;

    public static void UseWordedErrors(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(handler => handler.Run(context => AnswerAsync(context)));
        app.UseStatusCodePages(context =>
            Worded(context.HttpContext.Response.StatusCode, context.HttpContext).ExecuteAsync(context.HttpContext)
        );
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var feature = context.Features.Get<IExceptionHandlerPathFeature>()!;
        var refused = feature.Error switch
        {
            BadHttpRequestException { InnerException: JsonException json } => Refused.Invalid(Reason(json)),
            BadHttpRequestException bad => new Refused(bad.StatusCode, bad.Message),
            JsonException json => Refused.Invalid(Reason(json)),
            InvalidDataException when context.Features.Get<EncodedBody>() is not null => Refused.Invalid(
                "The body is not what its Content-Encoding says."
            ),
            SandboxBusyException or SandboxUnavailableException => Refused.Broken(feature.Error.Message),
            OperationCanceledException => Refused.Broken("The service is shutting down; send the request again."),
            _ => null,
        };
        if (refused is null)
        {
            var logger = (ILogger)context.RequestServices.GetService(typeof(ILogger<RewardsHost>))!;
            Log.Unexpected(logger, context.Request.Method, feature.Path, feature.Error);
            refused = new Refused(
                500,
                $"The service failed on this request; its log has the details under {context.TraceIdentifier}."
            );
        }

        await refused.ExecuteAsync(context);
    }

    private static Refused Worded(int status, HttpContext context) =>
        new(
            status,
            status switch
            {
                404 => $"There is nothing at {Cut(context.Request.Path)}. /openapi/v1.json lists what there is.",
                405 => $"{context.Request.Method} is not possible at {Cut(context.Request.Path)}.",
                415 => "The body must be JSON: send the header Content-Type: application/json.",
                413 => "The body is larger than this service accepts.",
                _ => $"The request was answered with status {status}.",
            }
        );

    private static string Reason(JsonException fault)
    {
        // The serializer's message ends in its own path and position; they are worded again for people.
        var text = fault.Message;
        var tail = text.IndexOf(" Path: ", StringComparison.Ordinal);
        text = Cut(tail > 0 ? text[..tail] : text);
        var place = fault.LineNumber is { } line ? $" at line {line + 1}, byte {fault.BytePositionInLine + 1}" : "";
        var path = string.IsNullOrEmpty(fault.Path) || fault.Path == "$" ? "" : $" ({Cut(fault.Path)})";
        return $"The body is not the JSON expected here{path}{place}: {text}";
    }

    private static string Cut(string? text) =>
        text is null ? ""
        : text.Length <= MaxReason ? text
        : text[..MaxReason] + "…";
}
