using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Contracts;

/// <summary>
/// Calls the native API of the rewards service. Safe to use from many tasks at once. A call is repeated when the service was
/// busy (429, 502, 503, 504) or the connection failed: scoring and judging change nothing, and a job is submitted under an
/// idempotency key, so a repetition never does the work twice in effect.
/// </summary>
/// <param name="http">With the service's address as its base address. Its own time-out applies to each try.</param>
/// <param name="options">How to wait and repeat; null for defaults.</param>
/// <param name="time">The clock of the pauses; null for the system's.</param>
public sealed class RewardsClient(HttpClient http, RewardsClientOptions? options = null, TimeProvider? time = null)
{
    private const int LongestReason = 2_000;

    private readonly RewardsClientOptions _options = options ?? new RewardsClientOptions();
    private readonly TimeProvider _time = time ?? TimeProvider.System;

    /// <summary>Scores items and answers when all are done, in their order.</summary>
    /// <exception cref="RewardsServiceException">Refused or not reachable.</exception>
    public Task<ScoreResponse> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<ScoreResponse>(HttpMethod.Post, "v1/score", request, cancellationToken);

    /// <summary>Judges one submission without a reward.</summary>
    /// <exception cref="RewardsServiceException">Refused or not reachable.</exception>
    public Task<Verdict> JudgeAsync(JudgeRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<Verdict>(HttpMethod.Post, "v1/judge", request, cancellationToken);

    /// <summary>Submits a job and answers at once. A request without an idempotency key gets one.</summary>
    /// <exception cref="RewardsServiceException">Refused or not reachable.</exception>
    public Task<JobStatus> SubmitAsync(ScoreRequest request, CancellationToken cancellationToken = default) =>
        SendAsync<JobStatus>(
            HttpMethod.Post,
            "v1/jobs",
            request with
            {
                IdempotencyKey = request.IdempotencyKey ?? Guid.NewGuid().ToString("N"),
            },
            cancellationToken
        );

    /// <summary>The job's state and results so far; waits at the service for an end, up to <paramref name="wait"/>.</summary>
    /// <exception cref="RewardsServiceException">Refused or not reachable.</exception>
    public Task<JobStatus> GetJobAsync(
        string id,
        TimeSpan wait = default,
        CancellationToken cancellationToken = default
    )
    {
        var seconds = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        var query = wait > TimeSpan.Zero ? $"?wait={seconds}s" : "";
        return SendAsync<JobStatus>(HttpMethod.Get, JobPath(id) + query, null, cancellationToken);
    }

    /// <summary>The job when it has ended, however long that takes.</summary>
    /// <exception cref="RewardsServiceException">Refused or not reachable.</exception>
    public async Task<JobStatus> WaitAsync(string id, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var status = await GetJobAsync(id, _options.JobWait, cancellationToken);
            if (status.IsFinal)
            {
                return status;
            }
        }
    }

    /// <summary>Cancels what has not run; results so far stay.</summary>
    /// <exception cref="RewardsServiceException">Refused or not reachable.</exception>
    public Task<JobStatus> CancelAsync(string id, CancellationToken cancellationToken = default) =>
        SendAsync<JobStatus>(HttpMethod.Delete, JobPath(id), null, cancellationToken);

    /// <summary>
    /// One event per finished item and a last one for the end. A broken stream throws: the caller knows which items it has
    /// seen and can ask for the rest with <see cref="GetJobAsync"/>.
    /// </summary>
    /// <exception cref="RewardsServiceException">Refused or not reachable.</exception>
    public async IAsyncEnumerable<JobEvent> EventsAsync(
        string id,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var message = Message(HttpMethod.Get, JobPath(id) + "/events", null);
        using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await ThrowIfRefusedAsync(response, cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            yield return JsonSerializer.Deserialize<JobEvent>(item.Data, R1Json.Options)
                ?? throw new RewardsServiceException("an event was empty", response.StatusCode);
        }
    }

    /// <summary>Registers a problem, or replaces the one of the same id, so that items may name it.</summary>
    /// <exception cref="RewardsServiceException">Refused or not reachable.</exception>
    public async Task PutProblemAsync(Problem problem, CancellationToken cancellationToken = default)
    {
        using var response = await RepeatAsync(
            () => Message(HttpMethod.Put, "v1/problems/" + Uri.EscapeDataString(problem.Id), problem),
            cancellationToken
        );
    }

    /// <summary>The registered problems.</summary>
    /// <exception cref="RewardsServiceException">Refused or not reachable.</exception>
    public Task<ProblemList> GetProblemsAsync(CancellationToken cancellationToken = default) =>
        SendAsync<ProblemList>(HttpMethod.Get, "v1/problems", null, cancellationToken);

    private static string JobPath(string id) => "v1/jobs/" + Uri.EscapeDataString(id);

    private async Task<T> SendAsync<T>(
        HttpMethod method,
        string path,
        object? body,
        CancellationToken cancellationToken
    )
    {
        using var response = await RepeatAsync(() => Message(method, path, body), cancellationToken);
        return await response.Content.ReadFromJsonAsync<T>(R1Json.Options, cancellationToken)
            ?? throw new RewardsServiceException("the answer was empty", response.StatusCode);
    }

    private HttpRequestMessage Message(HttpMethod method, string path, object? body)
    {
        var message = new HttpRequestMessage(method, path);
        if (_options.ApiKey is { } key)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        message.Content = body is null ? null : Content(body);
        return message;
    }

    // Of known length: in pieces ("chunked") is how some proxies and small servers refuse a body.
    private static ByteArrayContent Content(object body) =>
        new(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), R1Json.Options))
        {
            Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") },
        };

    private async Task<HttpResponseMessage> RepeatAsync(
        Func<HttpRequestMessage> create,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var pause = TimeSpan.FromTicks(_options.FirstPause.Ticks << Math.Min(attempt - 1, 20));
            try
            {
                using var message = create();
                var response = await http.SendAsync(message, cancellationToken);
                if (attempt >= _options.Attempts || !IsPassing(response.StatusCode))
                {
                    await ThrowIfRefusedAsync(response, cancellationToken);
                    return response;
                }

                pause = Asked(response.Headers.RetryAfter) ?? pause;
                response.Dispose();
            }
            // No answer came: a broken connection, or this try's own time-out and not the caller's cancellation.
            catch (Exception e)
                when (e is HttpRequestException
                    || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested)
                )
            {
                if (attempt >= _options.Attempts)
                {
                    throw new RewardsServiceException($"no answer after {attempt} tries: {e.Message}", null, e);
                }
            }

            await Task.Delay(pause < _options.LongestPause ? pause : _options.LongestPause, _time, cancellationToken);
        }
    }

    // As seconds, or as a time of day, which proxies write.
    private TimeSpan? Asked(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date - _time.GetUtcNow() is { } until && until > TimeSpan.Zero ? until : null);

    private static bool IsPassing(HttpStatusCode status) =>
        status
            is HttpStatusCode.TooManyRequests
                or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout;

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.IsSuccessStatusCode)
        {
            return;
        }

        using (response)
        {
            var reason = await response.Content.ReadAsStringAsync(cancellationToken);
            var shown = reason.Length <= LongestReason ? reason : reason[..LongestReason] + "…";
            throw new RewardsServiceException(
                $"{(int)response.StatusCode} {response.ReasonPhrase}: {shown}",
                response.StatusCode
            );
        }
    }
}
