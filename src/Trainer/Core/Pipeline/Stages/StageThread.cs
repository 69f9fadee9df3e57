namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>
/// A stage's work on a thread of its own: dispose scopes and the thread count of tensor operations belong to a thread,
/// so a stage must not wander between the pool's.
/// </summary>
internal static class StageThread
{
    public static Task<T> Run<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
