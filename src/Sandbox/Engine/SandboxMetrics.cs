using System.Diagnostics;
using System.Diagnostics.Metrics;
using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox;

/// <summary>The figures of a sandbox as the meter <c>R1Code.Sandbox</c>, and its stages as the spans of that name.</summary>
internal sealed class SandboxMetrics : IDisposable
{
    private const string Name = "R1Code.Sandbox";

    private static readonly ActivitySource Spans = new(Name);

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _verdicts;
    private readonly Histogram<double> _stages;

    public SandboxMetrics(Func<SandboxHealth> health)
    {
        _verdicts = _meter.CreateCounter<long>("r1code.sandbox.verdicts", description: "Verdicts given, by status.");
        _stages = _meter.CreateHistogram<double>(
            "r1code.sandbox.stage.duration",
            unit: "s",
            description: "Wall-clock time of a submission's stages: compile, run, judge."
        );
        _meter.CreateObservableGauge(
            "r1code.sandbox.boxes",
            () => health().LivingBoxes,
            description: "Living runner boxes."
        );
        _meter.CreateObservableGauge(
            "r1code.sandbox.boxes.idle",
            () => health().IdleBoxes,
            description: "Idle runner boxes."
        );
        _meter.CreateObservableGauge(
            "r1code.sandbox.queue",
            () => health().Queued,
            description: "Submissions waiting or running."
        );
        _meter.CreateObservableCounter(
            "r1code.sandbox.boxes.started",
            () => health().StartedBoxes,
            description: "Boxes started, all kinds."
        );
        _meter.CreateObservableCounter(
            "r1code.sandbox.compile.cache.hits",
            () => health().CompileCacheHits,
            description: "Compilations that were there already."
        );
        _meter.CreateObservableCounter(
            "r1code.sandbox.compile.cache.misses",
            () => health().CompileCacheMisses,
            description: "Compilations done."
        );
    }

    /// <summary>Counts a verdict.</summary>
    public void Count(VerdictStatus status) =>
        _verdicts.Add(1, new KeyValuePair<string, object?>("status", status.ToString()));

    /// <summary>Measures a stage that began at <paramref name="started"/> and ends now, and shows it as a span.</summary>
    public void Measure(string stage, long started)
    {
        var took = Stopwatch.GetElapsedTime(started);
        _stages.Record(took.TotalSeconds, new KeyValuePair<string, object?>("stage", stage));
        Spans
            .StartActivity(
                stage,
                ActivityKind.Internal,
                default(ActivityContext),
                startTime: DateTimeOffset.UtcNow - took
            )
            ?.Dispose();
    }

    /// <inheritdoc />
    public void Dispose() => _meter.Dispose();
}
