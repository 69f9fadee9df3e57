using System.Net.Http.Headers;
using System.Text.Json;
using Hangfire;
using Microsoft.Extensions.Logging;
using R1Code.Rewards.Service.Observation;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Jobs;

/// <summary>
/// Sends a final job to its <c>callback_url</c>. At least once: a receiver that answers late may see it again, and knows
/// it by the job's id. Redirects are not followed, because they would leave the list of allowed hosts.
/// </summary>
internal sealed class CallbackJob(
    IJobStore store,
    CallbackPolicy policy,
    IHttpClientFactory clients,
    ILogger<CallbackJob> logger
)
{
    public const string ClientName = "callbacks";

    /// <summary>Called by Hangfire.</summary>
    [Queue(SliceQueue.Callbacks)]
    [AutomaticRetry(Attempts = 6, DelaysInSeconds = [1, 5, 15, 60, 300, 900])]
    public async Task RunAsync(string jobId, CancellationToken stopping)
    {
        if (await store.FindAsync(jobId, stopping) is not { Callback: { } callback } job || !policy.Allows(callback))
        {
            return;
        }

        var status = job.ToStatus(await store.ResultsAsync(jobId, 0, stopping));
        using var client = clients.CreateClient(ClientName);
        // Of known length: some receivers refuse a body that comes in pieces ("chunked").
        using var body = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(status, R1Json.Options));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        using var response = await client.PostAsync(callback, body, stopping);
        if (!response.IsSuccessStatusCode)
        {
            Log.CallbackRefused(logger, jobId, callback.Host, (int)response.StatusCode);
            throw new HttpRequestException($"The callback of job {jobId} answered {(int)response.StatusCode}.");
        }
    }
}

/// <summary>Where callbacks may go: to hosts that the operator named, by http or https.</summary>
internal sealed class CallbackPolicy(ServiceOptions options)
{
    public bool Allows(Uri callback) =>
        callback.IsAbsoluteUri
        && (callback.Scheme == Uri.UriSchemeHttp || callback.Scheme == Uri.UriSchemeHttps)
        && string.IsNullOrEmpty(callback.UserInfo)
        && options.CallbackHosts.Any(h =>
            string.Equals(h, callback.Host, StringComparison.OrdinalIgnoreCase)
            || string.Equals(h, callback.Authority, StringComparison.OrdinalIgnoreCase)
        );
}
