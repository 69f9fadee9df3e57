using System.Diagnostics;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Models;
using R1Code.Trainer.Rollouts;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Benchmarks;

/// <summary>One measured figure beside the limit it is compared with.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Limit">What the ratio compares with, in words.</param>
/// <param name="Ratio">The figure as a share of that limit.</param>
/// <param name="Target">The ratio to reach; null where none is set.</param>
/// <param name="LowerIsBetter">Whether the ratio must stay below the target.</param>
public sealed record BenchFigure(
    string Name,
    double Value,
    string Unit,
    string Limit,
    double Ratio,
    double? Target,
    bool LowerIsBetter = false
)
{
    /// <summary>Whether the target is met; null where none is set.</summary>
    public bool? IsMet =>
        Target is null ? null
        : LowerIsBetter ? Ratio <= Target
        : Ratio >= Target;
}

/// <summary>What this machine can do at best, measured in the same run.</summary>
/// <param name="BytesPerSecond">Reading a block far larger than the caches.</param>
/// <param name="FlopsPerSecond">A 1,024-cubed float32 matrix product.</param>
/// <param name="Threads">Threads that operations used.</param>
public sealed record MachineLimits(double BytesPerSecond, double FlopsPerSecond, int Threads);

/// <summary>All figures of a run.</summary>
/// <param name="Limits">The machine.</param>
/// <param name="Figures">The figures in the order they were measured.</param>
public sealed record BenchReport(MachineLimits Limits, IReadOnlyList<BenchFigure> Figures);

/// <summary>
/// Speed and memory of sampling and training as shares of what the machine can do, so that figures of different machines
/// compare. Best of several runs each: what disturbs a measurement only makes it slower. Not covered: quality, devices
/// other than the CPU.
/// </summary>
public static class BenchTrainer
{
    private const int PromptLength = 32;

    /// <summary>6 layers, 256 wide, vocabulary 2,048.</summary>
    public static ModelConfig SmallModel { get; } =
        Shape(layers: 6, hidden: 256, inner: 832, heads: 8, vocabulary: 2048);

    /// <summary>A model of the 100M class.</summary>
    public static ModelConfig LargeModel { get; } =
        Shape(layers: 12, hidden: 768, inner: 2304, heads: 12, vocabulary: 16384);

    /// <summary>Measures everything.</summary>
    /// <param name="withLarge">Whether the 100M-class model is measured too (about 2 GB and some minutes).</param>
    /// <param name="report">Called with each figure as it is measured, or null.</param>
    /// <param name="cancellationToken">Stops between two measurements.</param>
    public static BenchReport Run(
        bool withLarge = true,
        Action<BenchFigure>? report = null,
        CancellationToken cancellationToken = default
    )
    {
        // The library's code pages come into memory with their first use; they are not the model's.
        using (
            var tiny = DecoderModel.Initialize(
                Shape(layers: 1, hidden: 64, inner: 64, heads: 2, vocabulary: 64),
                seed: 1
            )
        )
        {
            tiny.GradientCheckpointing = true;
            Train(tiny, isLarge: false);
        }

        var limits = MeasureLimits();
        var figures = new List<BenchFigure>();
        Measure("small", SmallModel, isLarge: false);
        if (withLarge)
        {
            Measure("100M", LargeModel, isLarge: true);
        }

        return new BenchReport(limits, figures);

        void Measure(string name, ModelConfig config, bool isLarge)
        {
            using var model = DecoderModel.Initialize(config, seed: 1);
            foreach (var figure in MeasureModel(name, model, limits, isLarge))
            {
                cancellationToken.ThrowIfCancellationRequested();
                figures.Add(figure);
                report?.Invoke(figure);
            }
        }
    }

    /// <summary>Measures the machine alone.</summary>
    public static MachineLimits MeasureLimits()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var block = ones(64 << 20);
        var seconds = Best(5, () => block.sum().Dispose());
        var matrix = ones(1024, 1024);
        var product = Best(8, () => matrix.mm(matrix).Dispose());
        return new MachineLimits(block.numel() * 4 / seconds, 2 * Math.Pow(1024, 3) / product, get_num_threads());
    }

    private static IEnumerable<BenchFigure> MeasureModel(
        string name,
        DecoderModel model,
        MachineLimits limits,
        bool isLarge
    )
    {
        var weights = (double)model.Config.ParameterCount;
        var steps = isLarge ? 24 : 128;

        // First, while nothing else has left its memory behind.
        model.GradientCheckpointing = true;
        var (_, peak, needed) = Train(model, isLarge);
        yield return new(
            $"{name}: peak memory of a checkpointed training step",
            peak / 1e6,
            "MB",
            "weights + gradients + optimizer + layer inputs",
            peak / needed,
            isLarge ? 1.5 : null,
            LowerIsBetter: true
        );

        var single = Decode(model, rows: 1, steps);
        var bandwidth = single * weights * 4 / limits.BytesPerSecond;
        yield return new(
            $"{name}: decode, batch 1",
            single,
            "tokens/s",
            "memory bandwidth",
            bandwidth,
            isLarge ? 0.6 : null
        );

        var sixteen = Decode(model, rows: 16, steps);
        yield return new($"{name}: decode, batch 16", sixteen, "tokens/s", "matrix rate", Share(sixteen, 2), null);

        var many = Decode(model, rows: 64, steps);
        yield return new($"{name}: decode, batch 64", many, "tokens/s", "matrix rate", Share(many, 2), null);
        if (!isLarge)
        {
            var naive = DecodeNaively(model, steps);
            yield return new($"{name}: decode, batch 64", many, "tokens/s", "naive loop", many / naive, 5);
        }

        model.GradientCheckpointing = false;
        var learned = Train(model, isLarge).TokensPerSecond;
        yield return new(
            $"{name}: training step",
            learned,
            "tokens/s",
            "matrix rate",
            Share(learned, 6),
            isLarge ? 0.5 : null
        );

        double Share(double tokens, int flopsPerWeight) => tokens * weights * flopsPerWeight / limits.FlopsPerSecond;
    }

    /// <summary>Tokens per second of <paramref name="rows"/> completions side by side.</summary>
    private static double Decode(DecoderModel model, int rows, int steps)
    {
        var requests = Enumerable
            .Range(0, rows)
            .Select(i => new RolloutRequest(i, 0, [.. Enumerable.Range(1, PromptLength)], SplitMix.Mix(7, (ulong)i)))
            .ToArray();
        var engine = new RolloutEngine(model, maxRows: rows);
        var options = new SamplingOptions { MaxNewTokens = steps };
        return rows * steps / Best(3, () => _ = engine.Generate(requests, options).ToArray());
    }

    /// <summary>Tokens per second without a cache, one sequence at a time.</summary>
    private static double DecodeNaively(DecoderModel model, int steps)
    {
        return steps / Best(2, WriteOne);

        void WriteOne()
        {
            using var noGrad = no_grad();
            var ids = Enumerable.Range(1, PromptLength).Select(id => (long)id).ToList();
            for (var step = 0; step < steps; step++)
            {
                using var scope = NewDisposeScope();
                var hidden = model.Hidden(tensor(ids.ToArray()).unsqueeze(0));
                ids.Add(model.Logits(hidden.select(1, hidden.size(1) - 1)).argmax().item<long>());
            }
        }
    }

    /// <summary>Tokens per second of whole optimizer steps, the memory they took at most, and the memory they cannot do without.</summary>
    private static (double TokensPerSecond, double PeakBytes, double NeededBytes) Train(
        DecoderModel model,
        bool isLarge
    )
    {
        var (batch, time) = isLarge ? (4, 256) : (16, 256);
        using var before = NewDisposeScope();
        var empty = ProcessMemory.Resident();
        using var optimizer = new AdamW(model.named_parameters());
        var ids = randint(0, model.Config.VocabSize, [batch, time], ScalarType.Int64);
        ProcessMemory.ForgetPeak();
        var seconds = Best(
            3,
            () =>
            {
                using var scope = NewDisposeScope();
                optimizer.ZeroGrad();
                model.TokenLogProbs(ids).LogProbs.mean().neg().backward();
                optimizer.ClipGradientNorm(1);
                optimizer.Step(1e-4);
            }
        );
        var weights = 4.0 * model.Config.ParameterCount;
        var peak = ProcessMemory.Peak() - empty + weights; // the weights were there before
        optimizer.ZeroGrad();
        return (
            batch * time / seconds,
            peak,
            4 * weights + 4.0 * batch * time * model.Config.HiddenSize * (model.Config.NumHiddenLayers + 1)
        );
    }

    private static double Best(int runs, Action work)
    {
        work(); // caches, code and memory pools warm up
        var best = double.PositiveInfinity;
        for (var run = 0; run < runs; run++)
        {
            var start = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        return best;
    }

    private static ModelConfig Shape(int layers, int hidden, int inner, int heads, int vocabulary) =>
        new()
        {
            ModelType = "qwen2",
            HiddenSize = hidden,
            IntermediateSize = inner,
            NumHiddenLayers = layers,
            NumAttentionHeads = heads,
            NumKeyValueHeads = heads / 2,
            VocabSize = vocabulary,
            MaxPositionEmbeddings = 2048,
            TieWordEmbeddings = true,
        };
}
