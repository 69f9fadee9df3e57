using System.Diagnostics;

namespace R1Code.Rewards.Service.Tests.Cluster;

/// <summary>A process's spans, a line each: trace, span, parent, name.</summary>
internal sealed class SpanFile : IDisposable
{
    private readonly StreamWriter _file;
    private readonly ActivityListener _listener;
    private readonly Lock _gate = new();

    private SpanFile(string path)
    {
        _file = new StreamWriter(path) { AutoFlush = true };
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "R1Code.Service" or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Write,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public static SpanFile? Open(string? path) => path is null ? null : new SpanFile(path);

    public static IReadOnlyList<Span> Read(string path) =>
        [.. File.ReadAllLines(path).Select(l => l.Split(' ', 4)).Select(p => new Span(p[0], p[1], p[2], p[3]))];

    public void Dispose()
    {
        _listener.Dispose();
        _file.Dispose();
    }

    private void Write(Activity span)
    {
        lock (_gate)
        {
            _file.WriteLine($"{span.TraceId} {span.SpanId} {span.ParentSpanId} {span.OperationName}");
        }
    }
}

/// <summary>One span.</summary>
internal sealed record Span(string Trace, string Id, string Parent, string Name);
