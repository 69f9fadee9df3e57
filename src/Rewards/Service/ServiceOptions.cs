using Microsoft.Extensions.Logging;

namespace R1Code.Rewards.Service;

/// <summary>What a process of the service does.</summary>
public enum ServiceRole
{
    /// <summary>Answers calls and judges: one process is the whole service.</summary>
    All,

    /// <summary>Answers calls; judging is left to workers on the same database.</summary>
    Api,

    /// <summary>Judges what API nodes put into the database; answers only health and metrics.</summary>
    Worker,
}

/// <summary>Where jobs and results are kept.</summary>
public enum StorageKind
{
    /// <summary>In this process: fast, and gone with it. Only for <see cref="ServiceRole.All"/>.</summary>
    Memory,

    /// <summary>In PostgreSQL, shared by any number of API nodes and workers.</summary>
    Postgres,
}

/// <summary>How the service runs. <see cref="Validate"/> says in words what does not fit together.</summary>
public sealed record ServiceOptions
{
    /// <summary>Addresses to listen on. The default value is <c>http://127.0.0.1:8080</c>.</summary>
    public IReadOnlyList<string> Urls { get; init; } = ["http://127.0.0.1:8080"];

    /// <summary>What this process does. The default value is <see cref="ServiceRole.All"/>.</summary>
    public ServiceRole Role { get; init; } = ServiceRole.All;

    /// <summary>Where jobs are kept. The default value is <see cref="StorageKind.Memory"/>.</summary>
    public StorageKind Storage { get; init; } = StorageKind.Memory;

    /// <summary>Npgsql connection string; required by <see cref="StorageKind.Postgres"/>, ignored otherwise.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>Who may call. Empty means: anybody who reaches a loopback address.</summary>
    public IReadOnlyList<ApiKey> ApiKeys { get; init; } = [];

    /// <summary>Hosts that jobs may name in <c>callback_url</c>. The default is none.</summary>
    public IReadOnlyList<string> CallbackHosts { get; init; } = [];

    /// <summary>Bounds of requests.</summary>
    public RequestBounds Bounds { get; init; } = new();

    /// <summary>How judging is queued.</summary>
    public QueueOptions Queue { get; init; } = new();

    /// <summary>Largest <c>run_timeout</c> and <c>compile_timeout</c> of foreign protocols. The default value is 60 s.</summary>
    public TimeSpan MaxForeignTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Least level that is logged. The default value is Information.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Information;

    /// <summary>Reasons why these options cannot start; empty when they can.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        if (Urls.Count == 0)
        {
            faults.Add("There is no address to listen on: give at least one, such as http://127.0.0.1:8080.");
        }

        faults.AddRange(Hosting.BindingGuard.Faults(Urls, ApiKeys.Count > 0));
        if (Storage == StorageKind.Postgres && string.IsNullOrWhiteSpace(ConnectionString))
        {
            faults.Add(
                "Storage postgres needs a connection string, such as 'Host=127.0.0.1;Database=r1code;Username=r1code'."
            );
        }

        if (Storage == StorageKind.Memory && Role != ServiceRole.All)
        {
            faults.Add(
                $"Role {Role.ToString().ToLowerInvariant()} needs --storage postgres: memory is not shared between processes."
            );
        }

        faults.AddRange(
            ApiKeys
                .Where(k => k.Key.Length < ApiKey.MinLength)
                .Select(k => $"API key '{k.Name}' is shorter than {ApiKey.MinLength} characters; make a longer one.")
        );
        if (ApiKeys.Select(k => k.Name).Distinct(StringComparer.Ordinal).Count() != ApiKeys.Count)
        {
            faults.Add("Two API keys have the same name; jobs belong to a name, so give each its own.");
        }

        faults.AddRange(Bounds.Faults());
        faults.AddRange(Queue.Faults());
        return faults;
    }
}

/// <summary>A caller's key.</summary>
/// <param name="Name">Who it belongs to, as logs and metrics call them.</param>
/// <param name="Key">The secret sent as <c>Authorization: Bearer</c>; at least <see cref="MinLength"/> characters.</param>
/// <param name="RequestsPerMinute">Most requests a minute; 0 for no limit.</param>
public sealed record ApiKey(string Name, string Key, int RequestsPerMinute = 0)
{
    /// <summary>Shortest key that is accepted.</summary>
    public const int MinLength = 16;
}

/// <summary>Bounds of requests: what is larger is refused with a reason, before it costs anything.</summary>
public sealed record RequestBounds
{
    /// <summary>Largest body in bytes. The default value is 64 MiB.</summary>
    public long BodyBytes { get; init; } = 64L << 20;

    /// <summary>Most items of a batch. The default value is 4,096.</summary>
    public int Items { get; init; } = 4096;

    /// <summary>Longest completion or source in characters. The default value is 1,048,576.</summary>
    public int TextLength { get; init; } = 1 << 20;

    /// <summary>Most registered problems. The default value is 100,000.</summary>
    public int Problems { get; init; } = 100_000;

    internal IEnumerable<string> Faults()
    {
        if (BodyBytes <= 0 || Items <= 0 || TextLength <= 0 || Problems <= 0)
        {
            yield return "Bounds of requests must be positive.";
        }
    }
}

/// <summary>How judging is queued.</summary>
public sealed record QueueOptions
{
    /// <summary>Submissions judged at the same time by this process. The default value is the number of cores.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Submissions that may wait before native calls are told to come back. The default value is 4,096.</summary>
    public int Capacity { get; init; } = 4096;

    /// <summary>
    /// Completions that are worth a Hangfire job of their own. The default value is 16. Jobs of a large batch take up to
    /// four times as many, where that leaves enough jobs for all processes.
    /// </summary>
    public int SliceSize { get; init; } = 16;

    /// <summary>Unfinished items of jobs before further jobs are told to come back. The default value is 262,144.</summary>
    public int JobItems { get; init; } = 262_144;

    /// <summary>How often a submission is tried again when the sandbox broke, before its reward is null.</summary>
    public const int SandboxRetries = 2;

    /// <summary>How long a finished job can be asked for. The default value is 24 hours.</summary>
    public TimeSpan JobRetention { get; init; } = TimeSpan.FromHours(24);

    /// <summary>
    /// How long a silent worker keeps its slice before others may take it; a living one says so four times as often.
    /// The default value is 10 s. Work that was taken from a living worker is done twice and paid once.
    /// </summary>
    public TimeSpan WorkerSilence { get; init; } = TimeSpan.FromSeconds(10);

    internal IEnumerable<string> Faults()
    {
        if (Workers is < 1 or > 1024)
        {
            yield return $"Workers must be between 1 and 1024, not {Workers}.";
        }

        if (Capacity < 1 || SliceSize < 1 || JobItems < 1)
        {
            yield return "Queue capacity, slice size and job items must be positive.";
        }

        if (WorkerSilence < TimeSpan.FromSeconds(2))
        {
            yield return "Worker silence must be at least 2 seconds: a shorter one takes slices from living workers.";
        }
    }
}
