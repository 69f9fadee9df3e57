using static TorchSharp.torch;

namespace R1Code.Trainer.Rollouts;

/// <summary>How many threads operations use while a piece of work runs; the old number comes back at its end.</summary>
internal sealed class TorchThreads : IDisposable
{
    /// <summary>Below this much arithmetic per step, waking a second thread costs more than it brings.</summary>
    private const long SmallStep = 8_000_000;

    private readonly int _before;

    private TorchThreads(int threads)
    {
        _before = get_num_threads();
        if (threads != _before)
        {
            set_num_threads(threads);
        }
    }

    /// <summary>One thread for a few rows of a tiny model, all of them otherwise.</summary>
    public static TorchThreads ForRows(long parameters, int rows) =>
        new(parameters * rows < SmallStep ? 1 : get_num_threads());

    public void Dispose()
    {
        if (get_num_threads() != _before)
        {
            set_num_threads(_before);
        }
    }
}
