using R1Code.Trainer.Learning;

namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>
/// Episodes whose scores are on their way. They are waited for on the caller's thread: all tensor work of a stage stays on
/// one, whose thread count is set.
/// </summary>
internal sealed class PendingEpisodes(
    IReadOnlyList<Episode> written,
    IReadOnlyList<Task<Episode>> scoring,
    StageContext context
)
{
    /// <summary>As the sampler left them.</summary>
    public IReadOnlyList<Episode> Written => written;

    /// <summary>Seconds in which nothing was done but wait.</summary>
    public double WaitedSeconds { get; private set; }

    /// <summary>Episodes that are scored, after some waiting.</summary>
    public static PendingEpisodes Known(IReadOnlyList<Episode> scored, double waitedSeconds, StageContext context) =>
        new(scored, [.. scored.Select(Task.FromResult)], context) { WaitedSeconds = waitedSeconds };

    /// <summary>All of them, scored, while nothing is computed.</summary>
    public IReadOnlyList<Episode> AwaitAll() => Await([.. Enumerable.Range(0, written.Count)], Task.CompletedTask);

    /// <summary>
    /// The scored episodes at these places. Waiting counts from when nothing else is computed. Where scoring failed, it throws
    /// once no other is left running.
    /// </summary>
    public IReadOnlyList<Episode> Await(IReadOnlyList<int> indices, Task computing)
    {
        var wanted = indices.Select(i => scoring[i]).ToList();
        var scored = (IAsyncResult)Task.WhenAll(wanted);
        WaitHandle.WaitAny([scored.AsyncWaitHandle, ((IAsyncResult)computing).AsyncWaitHandle]);
        if (!scored.IsCompleted)
        {
            var started = context.Time.GetTimestamp();
            context.Watchdog.Enter(
                "reward",
                () => $"{scoring.Count(task => !task.IsCompleted)} of {scoring.Count} completions have no score yet"
            );
            scored.AsyncWaitHandle.WaitOne();
            WaitedSeconds += context.Time.GetElapsedTime(started).TotalSeconds;
        }

        if (wanted.Exists(task => !task.IsCompletedSuccessfully))
        {
            Task.WhenAll(scoring).GetAwaiter().GetResult();
        }

        return [.. wanted.Select(task => task.Result)];
    }
}
