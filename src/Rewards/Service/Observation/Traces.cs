using System.Diagnostics;
using R1Code.Rewards.Service.Jobs;

namespace R1Code.Rewards.Service.Observation;

/// <summary>
/// Spans of work that another process began: one trace shows request, queue, slice, judge, compile, run and reward,
/// whichever nodes did them.
/// </summary>
internal static class Traces
{
    /// <summary>The span of a slice, a child of the request that brought its job; beside it one for the time it waited.</summary>
    public static Activity? Slice(SliceWork work)
    {
        var parent = Parse(work.Trace);
        if (parent != default)
        {
            ServiceTelemetry
                .Source.StartActivity("queue", ActivityKind.Consumer, parent, startTime: work.CreatedAt)
                ?.Dispose();
        }

        return ServiceTelemetry.Source.StartActivity("slice", ActivityKind.Consumer, parent);
    }

    /// <summary>The span of a call that came through the database.</summary>
    public static Activity? Call(string? trace) =>
        ServiceTelemetry.Source.StartActivity("call", ActivityKind.Server, Parse(trace));

    private static ActivityContext Parse(string? trace) =>
        ActivityContext.TryParse(trace, null, isRemote: true, out var context) ? context : default;
}
