using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using R1Code.Sandbox.Protocol;

namespace R1Code.Trainer.Evaluation;

/// <summary>
/// Completions from any server that speaks OpenAI's protocol: <c>/v1/chat/completions</c>, or <c>/v1/completions</c> for
/// problems that are continued rather than answered. One request per completion, since not every server knows
/// <c>n</c>; failed requests are tried again, and then the evaluation stops rather than counting them as wrong.
/// </summary>
public sealed class OpenAiCompletionSource(HttpClient http, OpenAiOptions options, TimeProvider time)
    : ICompletionSource
{
    private const int MaxErrorText = 300;

    /// <summary>The longest that a server's wish to be asked later is followed.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(2);

    // Servers of reasoning models take the limit under its newer name alone, and say so.
    private volatile string _limitName = "max_tokens";

    /// <inheritdoc />
    public async IAsyncEnumerable<SourcedCompletion> CompleteAsync(
        IReadOnlyList<Problem> problems,
        int count,
        CompletionSettings settings,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var finished = Channel.CreateUnbounded<SourcedCompletion>();
        var all = Parallel.ForEachAsync(
            Enumerable.Range(0, problems.Count * count),
            new ParallelOptions { MaxDegreeOfParallelism = options.Concurrency, CancellationToken = stop.Token },
            async (i, token) =>
            {
                var completion = await CompleteOneAsync(problems, i / count, i % count, settings, token);
                await finished.Writer.WriteAsync(completion, token);
            }
        );
        var closing = all.ContinueWith(
            task => finished.Writer.Complete(task.Exception?.InnerException),
            CancellationToken.None,
            TaskContinuationOptions.None,
            TaskScheduler.Default
        );
        try
        {
            await foreach (var completion in finished.Reader.ReadAllAsync(cancellationToken))
            {
                yield return completion;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await closing;
        }
    }

    private async Task<SourcedCompletion> CompleteOneAsync(
        IReadOnlyList<Problem> problems,
        int problem,
        int sample,
        CompletionSettings settings,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var body = Body(problems[problem], settings, sample);
            var (answer, failure, wait) = await TryPostAsync(body, cancellationToken);
            if (answer is not null)
            {
                using (answer)
                {
                    return Read(answer.RootElement, problem, sample);
                }
            }

            if (attempt == options.Attempts)
            {
                throw new HttpRequestException($"{Url} failed {attempt} times, last: {failure}");
            }

            await Task.Delay(wait ?? TimeSpan.FromSeconds(Math.Pow(2, attempt - 1)), time, cancellationToken);
        }
    }

    // Both ways of writing the address are common: with the version at its end and without.
    private Uri Url
    {
        get
        {
            var root = options.BaseUrl.ToString().TrimEnd('/');
            var version = root.EndsWith("/v1", StringComparison.Ordinal) ? "" : "/v1";
            return new Uri($"{root}{version}{(options.Chat ? "/chat/completions" : "/completions")}");
        }
    }

    /// <summary>One request: the answer, or why there is none and how long the server wants to be left alone.</summary>
    private async Task<(JsonDocument? Answer, string Failure, TimeSpan? Wait)> TryPostAsync(
        Dictionary<string, object> body,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = ContentOf(body) };
        if (options.ApiKey is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.ApiKey);
        }

        try
        {
            using var response = await http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                return (JsonDocument.Parse(text), "", null);
            }

            var failure = $"{(int)response.StatusCode} {text[..Math.Min(text.Length, MaxErrorText)]}";

            if (IsAboutTheLimit(response.StatusCode, text) && body.ContainsKey("max_tokens"))
            {
                _limitName = "max_completion_tokens";
                return (null, failure, TimeSpan.Zero);
            }

            // What the server says about the request itself will not change by asking again.
            return (int)response.StatusCode is >= 400 and < 500 and not 408 and not 429
                ? throw new HttpRequestException($"{Url} refused the request: {failure}")
                : (null, failure, WaitOf(response));
        }
        catch (HttpRequestException e) when (e.HttpRequestError != HttpRequestError.Unknown)
        {
            return (null, e.InnerException is { } cause ? $"{e.Message} ({cause.Message})" : e.Message, null);
        }
        catch (JsonException e)
        {
            return (null, $"the answer is no JSON: {e.Message}", null);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, $"no answer in time: {e.Message}", null);
        }
    }

    private static bool IsAboutTheLimit(HttpStatusCode status, string text) =>
        status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity
        && text.Contains("max_completion_tokens", StringComparison.Ordinal);

    /// <summary>What Retry-After says, as seconds or as a time.</summary>
    private TimeSpan? WaitOf(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter?.Delta ?? (response.Headers.RetryAfter?.Date - time.GetUtcNow());
        return wait is null ? null
            : wait < TimeSpan.Zero ? TimeSpan.Zero
            : wait > LongestWait ? LongestWait
            : wait;
    }

    // As text of a known length: not every server reads a body that comes in chunks.
    private static StringContent ContentOf(Dictionary<string, object> body) =>
        new(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");

    private Dictionary<string, object> Body(Problem problem, CompletionSettings settings, int sample)
    {
        if (settings.Thinking is not null)
        {
            throw new ArgumentException(
                "A thinking budget needs the model's own tokens: give its folder instead of a server's address."
            );
        }

        var body = new Dictionary<string, object>
        {
            ["model"] = options.Model,
            [_limitName] = settings.MaxTokens,
            ["temperature"] = settings.Temperature,
            ["top_p"] = settings.TopP,
            ["seed"] = settings.Seed + sample,
        };
        if (options.Chat)
        {
            var user = new { role = "user", content = problem.Prompt };
            body["messages"] =
                options.SystemPrompt.Length == 0
                    ? new object[] { user }
                    : [new { role = "system", content = options.SystemPrompt }, user];
        }
        else
        {
            body["prompt"] = options.SystemPrompt + problem.Prompt;
        }

        if (problem.StopTokens.Count > 0)
        {
            body["stop"] = problem.StopTokens;
        }

        return body;
    }

    private SourcedCompletion Read(JsonElement answer, int problem, int sample)
    {
        if (
            !answer.TryGetProperty("choices", out var choices)
            || choices.ValueKind != JsonValueKind.Array
            || choices.GetArrayLength() == 0
        )
        {
            throw new HttpRequestException($"{Url} answered without choices");
        }

        var choice = choices[0];
        var text = options.Chat ? Answered(choice) : Text(choice, "text");
        var length =
            answer.TryGetProperty("usage", out var usage)
            && usage.ValueKind == JsonValueKind.Object
            && usage.TryGetProperty("completion_tokens", out var tokens)
                ? tokens.GetInt32()
                : text.Length;
        var truncated = Text(choice, "finish_reason") == "length";
        return new SourcedCompletion(problem, sample, text, [], length, truncated);
    }

    // Servers that cut the thought off the answer get it put back, so that every model is judged on the same form.
    private string Answered(JsonElement choice)
    {
        if (!choice.TryGetProperty("message", out var message) || message.ValueKind != JsonValueKind.Object)
        {
            throw new HttpRequestException($"{Url} answered without a message");
        }

        var thought = Text(message, "reasoning_content", "<think>", "</think>\n");
        return (thought.Length > 0 ? thought : Text(message, "reasoning", "<think>", "</think>\n"))
            + Text(message, "content")
            + string.Concat(Parts(message).Select(part => Text(part, "text")));
    }

    // Some servers answer in a list of parts.
    private static IEnumerable<JsonElement> Parts(JsonElement message) =>
        message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array
            ? content.EnumerateArray().Where(part => part.ValueKind == JsonValueKind.Object)
            : [];

    private static string Text(JsonElement owner, string name, string before = "", string after = "") =>
        owner.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
        && value.GetString() is { Length: > 0 } text
            ? string.Create(CultureInfo.InvariantCulture, $"{before}{text}{after}")
            : "";
}

/// <summary>Which server and model answers.</summary>
public sealed record OpenAiOptions
{
    /// <summary>The server, such as <c>http://127.0.0.1:8000</c>, with or without <c>/v1</c>.</summary>
    public required Uri BaseUrl { get; init; }

    /// <summary>The model's name there.</summary>
    public required string Model { get; init; }

    /// <summary>Chat rather than plain completion. The default value is true.</summary>
    public bool Chat { get; init; } = true;

    /// <summary>System message, or text before the prompt. The default value is empty.</summary>
    public string SystemPrompt { get; init; } = "";

    /// <summary>Sent as a bearer token; null for none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Requests in flight. The default value is 16.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>Tries per completion. The default value is 4.</summary>
    public int Attempts { get; init; } = 4;
}
