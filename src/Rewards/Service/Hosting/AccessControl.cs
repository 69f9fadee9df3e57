using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace R1Code.Rewards.Service.Hosting;

/// <summary>Lets known callers through at the pace their key allows; what is open to everybody says so by <see cref="OpenToAll"/>.</summary>
internal sealed class AccessControl(Callers callers, RateLimits limits)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var endpoint = context.GetEndpoint();
        var known = callers.TryRecognise(context);
        if (endpoint is null || endpoint.Metadata.GetMetadata<OpenToAll>() is not null)
        {
            await next(context);
            return;
        }

        if (!known)
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await new Refused(
                401,
                "This service wants an API key: send the header Authorization: Bearer KEY."
            ).ExecuteAsync(context);
            return;
        }

        if (endpoint.Metadata.GetMetadata<OnlyWatches>() is not null)
        {
            await next(context);
            return;
        }

        var patient = endpoint.Metadata.GetMetadata<WaitsInsteadOfRefusing>() is not null;
        using var lease = await limits.AcquireAsync(Callers.Of(context), patient, context.RequestAborted);
        if (lease is { IsAcquired: false })
        {
            var delay = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
            await Refused.Full("This key has used up its requests for now.", delay).ExecuteAsync(context);
            return;
        }

        await next(context);
    }
}

/// <summary>Marks an endpoint that needs no key.</summary>
internal sealed class OpenToAll;

/// <summary>Marks an endpoint that the web page asks all the time: an open page must not use up its key's requests.</summary>
internal sealed class OnlyWatches;

/// <summary>Marks an endpoint whose clients take a refusal for a wrong answer: it waits instead.</summary>
internal sealed class WaitsInsteadOfRefusing;

/// <summary>Requests a minute by key, as token buckets that hold ten seconds' worth.</summary>
internal sealed class RateLimits(ServiceOptions options) : IDisposable
{
    private const int Patience = 100_000;

    private readonly Dictionary<string, (TokenBucketRateLimiter Strict, TokenBucketRateLimiter Patient)> _limiters =
        options
            .ApiKeys.Where(k => k.RequestsPerMinute > 0)
            .ToDictionary(
                k => k.Name,
                k => (Bucket(k.RequestsPerMinute, 0), Bucket(k.RequestsPerMinute, Patience)),
                StringComparer.Ordinal
            );

    /// <summary>Null where the caller has no limit.</summary>
    public async ValueTask<RateLimitLease?> AcquireAsync(
        string caller,
        bool patient,
        CancellationToken cancellationToken
    )
    {
        if (!_limiters.TryGetValue(caller, out var pair))
        {
            return null;
        }

        return patient ? await pair.Patient.AcquireAsync(1, cancellationToken) : pair.Strict.AttemptAcquire();
    }

    public void Dispose()
    {
        foreach (var (strict, patient) in _limiters.Values)
        {
            strict.Dispose();
            patient.Dispose();
        }
    }

    private static TokenBucketRateLimiter Bucket(int perMinute, int waiting) =>
        new TokenBucketRateLimiter(
            new TokenBucketRateLimiterOptions
            {
                TokenLimit = Math.Max(1, perMinute / 6),
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1) / perMinute,
                QueueLimit = waiting,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );
}
