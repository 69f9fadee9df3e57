using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Lab;
using R1Code.Trainer.Recipes;

namespace R1Code.Trainer.Pipeline;

/// <summary>
/// Train and held-out problems of a run. Training reads an endless stream in which a position is just a number, so that
/// a resumed run goes on where it stopped.
/// </summary>
internal sealed class ProblemFeed
{
    private readonly IReadOnlyList<Problem> _train = [];
    private readonly IReadOnlyList<Problem> _heldOut = [];

    public ProblemFeed(ProblemOptions options, int heldOut, IProblemLoader loader)
    {
        World =
            options.Katas is not null ? new KataWorld(options.Katas)
            : options.Lab is not null ? new LabWorld(options.Lab)
            : null;
        if (World is not null)
        {
            _heldOut = World.HeldOut(heldOut);
            return;
        }

        _train = NotEmpty(loader.Load(options.Train!), options.Train!);
        if (options.HeldOut is not null)
        {
            var all = NotEmpty(loader.Load(options.HeldOut), options.HeldOut);
            _heldOut = [.. all.Take(heldOut)];
        }

        var shared = _train.Select(p => p.Id).Intersect(_heldOut.Select(p => p.Id), StringComparer.Ordinal).ToList();
        if (shared.Count > 0)
        {
            throw new TrainingException(
                $"{options.HeldOut}: problem '{shared[0]}' also stands in {options.Train}; held-out problems must not be trained on"
            );
        }
    }

    /// <summary>The generator, where problems are generated.</summary>
    public IProblemWorld? World { get; }

    /// <summary>The problems to evaluate on.</summary>
    public IReadOnlyList<Problem> HeldOut => _heldOut;

    /// <summary>The problem at a position of the stream that belongs to a seed and a stage, of its kinds.</summary>
    public Problem At(int seed, string stage, long index, IReadOnlyList<string>? kinds = null)
    {
        if (World is not null)
        {
            return World.Train(StartOf(seed, stage) + index, kinds);
        }

        // A file is read in a new order each time round.
        var order = Enumerable.Range(0, _train.Count).ToArray();
        SeededRandom.For(seed, $"order {stage}", index / _train.Count).Shuffle(order);
        return _train[order[index % _train.Count]];
    }

    /// <summary>Streams of different seeds and stages start far apart in the one endless stream of a world.</summary>
    public static long StartOf(int seed, string stage) => (long)(SeededRandom.StableHash($"{seed}/{stage}") >> 8);

    private static IReadOnlyList<Problem> NotEmpty(IReadOnlyList<Problem> problems, string path) =>
        problems.Count > 0 ? problems : throw new TrainingException($"{path}: holds no problems");
}
