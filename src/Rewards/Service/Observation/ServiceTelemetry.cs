using System.Diagnostics;
using System.Diagnostics.Metrics;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Observation;

/// <summary>Metrics and traces of one service process. Names follow Prometheus: unit in the name, labels from closed sets.</summary>
internal sealed class ServiceTelemetry : IDisposable
{
    public const string MeterName = "R1Code.Service";

    /// <summary>Weight of the newest judgement in the mean that <c>Retry-After</c> is made from.</summary>
    private const double Newest = 0.1;

    public static readonly ActivitySource Source = new(MeterName);

    private readonly Meter _meter;
    private readonly Counter<long> _verdicts;
    private readonly Counter<long> _queueFull;
    private readonly Counter<long> _cacheHits;
    private readonly Counter<long> _sandboxRetries;
    private readonly Counter<long> _jobs;
    private readonly Histogram<double> _waited;
    private readonly Histogram<double> _judged;
    private readonly Histogram<double> _compiled;
    private readonly Histogram<double> _ran;
    private double _meanJudgeSeconds = 0.05;
    private long _jobItems;

    public ServiceTelemetry(IMeterFactory factory)
    {
        _meter = factory.Create(MeterName);
        _verdicts = _meter.CreateCounter<long>("r1code_verdicts", description: "Submissions by verdict and protocol.");
        _queueFull = _meter.CreateCounter<long>(
            "r1code_queue_full",
            description: "Batches refused because the queue was full."
        );
        _cacheHits = _meter.CreateCounter<long>(
            "r1code_compile_cache_hits",
            description: "Submissions that needed no compilation."
        );
        _sandboxRetries = _meter.CreateCounter<long>(
            "r1code_sandbox_retries",
            description: "Submissions tried again after a sandbox failure."
        );
        _jobs = _meter.CreateCounter<long>("r1code_jobs", description: "Jobs by the state they reached.");
        _waited = Seconds("r1code_queue_wait_seconds", "Time from accepting a submission to a worker taking it.");
        _judged = Seconds("r1code_judge_seconds", "Time of a whole submission in the sandbox.");
        _compiled = Seconds("r1code_compile_seconds", "Time of a compilation that was not cached.");
        _ran = Seconds("r1code_test_seconds", "Wall-clock time of one test.");
    }

    /// <summary>Smoothed time of one submission.</summary>
    public double MeanJudgeSeconds => Volatile.Read(ref _meanJudgeSeconds);

    /// <summary>Items of jobs without a result, over all processes; as old as the last look at the storage.</summary>
    public long JobItems
    {
        get => Volatile.Read(ref _jobItems);
        set => Volatile.Write(ref _jobItems, value);
    }

    /// <summary>Shows what is only known by looking: queue, workers, boxes.</summary>
    public void Observe(string name, string description, Func<long> value) =>
        _meter.CreateObservableGauge(name, value, description: description);

    public void QueueFull() => _queueFull.Add(1);

    public void SandboxRetried() => _sandboxRetries.Add(1);

    public void JobReached(string state) => _jobs.Add(1, Tag("state", state));

    public void Waited(TimeSpan time) => _waited.Record(time.TotalSeconds);

    public void Judged(string protocol, VerdictStatus status, TimeSpan time)
    {
        _verdicts.Add(1, Tag("status", status.ToString()), Tag("protocol", protocol));
        _judged.Record(time.TotalSeconds);

        // Two workers may overwrite each other's update here; a smoothed mean does not mind.
        Volatile.Write(ref _meanJudgeSeconds, (_meanJudgeSeconds * (1 - Newest)) + (time.TotalSeconds * Newest));
    }

    public void Stages(double compileMs, bool compiled, IEnumerable<double> testMs)
    {
        if (compileMs > 0)
        {
            _compiled.Record(compileMs / 1000);
        }
        else if (compiled)
        {
            _cacheHits.Add(1);
        }

        foreach (var ms in testMs)
        {
            _ran.Record(ms / 1000);
        }
    }

    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);

    private Histogram<double> Seconds(string name, string description) =>
        _meter.CreateHistogram(
            name,
            description: description,
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60],
            }
        );
}
