using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Learning;
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

/// <summary>What this machine can do at best: the middle of what was measured beside each figure.</summary>
/// <param name="BytesPerSecond">Reading a block far larger than the caches.</param>
/// <param name="FlopsPerSecond">A float32 matrix product, 1,024 or 2,048 cubed.</param>
/// <param name="Threads">Threads that operations used.</param>
public sealed record MachineLimits(double BytesPerSecond, double FlopsPerSecond, int Threads);

/// <summary>All figures of a run.</summary>
/// <param name="Limits">The machine.</param>
/// <param name="Figures">The figures in the order they were measured.</param>
public sealed record BenchReport(MachineLimits Limits, IReadOnlyList<BenchFigure> Figures);

/// <summary>
/// Speed and memory of sampling and training as shares of what the machine can do, so that figures of different machines
/// compare. A figure and its limit are measured in turns, and the middle of the turns counts: on a machine that others share,
/// what is slow now is slow for both. Not covered: quality, devices other than the CPU.
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
        WarmUp();
        var meter = new LimitMeter();
        var figures = new List<BenchFigure>();
        Measure("small", SmallModel, isLarge: false);
        if (withLarge)
        {
            Measure("100M", LargeModel, isLarge: true);
        }

        return new BenchReport(meter.Limits(), figures);

        void Measure(string name, ModelConfig config, bool isLarge)
        {
            using var model = DecoderModel.Initialize(config, seed: 1);
            foreach (var figure in MeasureModel(name, model, meter, isLarge))
            {
                cancellationToken.ThrowIfCancellationRequested();
                figures.Add(figure);
                report?.Invoke(figure);
            }
        }
    }

    private static IEnumerable<BenchFigure> MeasureModel(
        string name,
        DecoderModel model,
        LimitMeter meter,
        bool isLarge
    )
    {
        var weights = (double)model.Config.ParameterCount;
        var steps = isLarge ? 24 : 128;

        // First, while nothing else has left its memory behind.
        model.GradientCheckpointing = true;
        NativeHeap.MapLargeBlocks(true);
        var (peak, needed) = PeakOfTraining(model, isLarge);
        NativeHeap.MapLargeBlocks(false);
        yield return new(
            $"{name}: peak memory of a checkpointed training step",
            peak / 1e6,
            "MB",
            "weights + gradients + optimizer + layer inputs",
            peak / needed,
            1.5,
            LowerIsBetter: true
        );

        yield return BesideBandwidth("decode, batch 1", () => Decode(model, rows: 1, 2 * steps), isLarge ? 0.6 : null);
        yield return BesideProducts("decode, batch 16", () => Decode(model, rows: 16, steps), 2);
        yield return BesideProducts("decode, batch 64", () => Decode(model, rows: 64, steps), 2);
        yield return BesideProducts("read 16 prompts of 64 tokens", () => ReadPrompts(model), 2);
        if (!isLarge)
        {
            var (many, times) = LimitMeter.InTurns(
                () => 1 / Seconds(() => DecodeNaively(model, steps)) * steps,
                () => 64 * steps / Seconds(() => Generate(model, 64, PromptLength, steps)),
                rounds: 3
            );
            yield return new($"{name}: prompts and decode, batch 64", many, "tokens/s", "naive loop", times, 5);
        }

        model.GradientCheckpointing = false;
        yield return Train(isLarge ? 0.5 : null);

        BenchFigure BesideBandwidth(string what, Func<double> rate, double? target)
        {
            rate(); // caches, code and memory pools warm up
            var (middle, ratio) = LimitMeter.InTurns(meter.Bandwidth, rate, rounds: 7);
            return new($"{name}: {what}", middle, "tokens/s", "memory bandwidth", ratio * weights * 4, target);
        }

        BenchFigure BesideProducts(string what, Func<double> rate, int flopsPerWeight, double? target = null)
        {
            rate();
            var (middle, ratio) = LimitMeter.InTurns(meter.Products, rate, rounds: 3);
            return new($"{name}: {what}", middle, "tokens/s", "matrix rate", ratio * weights * flopsPerWeight, target);
        }

        BenchFigure Train(double? target)
        {
            using var training = new TrainingLoad(model, isLarge);
            return BesideProducts("training step", () => training.Tokens / Seconds(training.Step), 6, target);
        }
    }

    /// <summary>Tokens per second of <paramref name="rows"/> completions side by side, once all prompts are read.</summary>
    private static double Decode(DecoderModel model, int rows, int steps)
    {
        var (drawn, started) = (0, 0L);
        Generate(
            model,
            rows,
            PromptLength,
            steps,
            () =>
            {
                if (++drawn == rows)
                {
                    started = TimeProvider.System.GetTimestamp();
                }
            }
        );
        return rows * (steps - 1) / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Tokens per second of prompts that are read side by side.</summary>
    private static double ReadPrompts(DecoderModel model) =>
        16 * 64 / Seconds(() => Generate(model, rows: 16, promptLength: 64, steps: 1));

    private static void Generate(DecoderModel model, int rows, int promptLength, int steps, Action? onToken = null)
    {
        var requests = Enumerable
            .Range(0, rows)
            .Select(i => new RolloutRequest(i, i, [.. Enumerable.Range(1, promptLength)], SplitMix.Mix(7, (ulong)i)))
            .ToArray();
        var options = new SamplingOptions { MaxNewTokens = steps };
        _ = new RolloutEngine(model, maxRows: rows).Generate(requests, options, (_, _) => onToken?.Invoke()).ToArray();
    }

    /// <summary>A completion without a cache.</summary>
    private static void DecodeNaively(DecoderModel model, int steps)
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

    /// <summary>The memory that optimizer steps took at most, and what they cannot do without.</summary>
    private static (double PeakBytes, double NeededBytes) PeakOfTraining(DecoderModel model, bool isLarge)
    {
        var weights = 4.0 * model.Config.ParameterCount;
        var empty = ProcessMemory.Resident();
        using var training = new TrainingLoad(model, isLarge);
        ProcessMemory.ForgetPeak();
        for (var step = 0; step < 4; step++)
        {
            training.Step();
        }

        var layerInputs = 4.0 * training.Tokens * model.Config.HiddenSize * (model.Config.NumHiddenLayers + 1);
        return (ProcessMemory.Peak() - empty + weights, 4 * weights + layerInputs); // the weights were there before
    }

    /// <summary>The library's code pages come into memory with their first use; they are not the model's.</summary>
    private static void WarmUp()
    {
        using var tiny = DecoderModel.Initialize(
            Shape(layers: 1, hidden: 64, inner: 64, heads: 2, vocabulary: 64),
            seed: 1
        );
        tiny.GradientCheckpointing = true;
        using var training = new TrainingLoad(tiny, isLarge: false);
        training.Step();
    }

    private static double Seconds(Action work)
    {
        var start = TimeProvider.System.GetTimestamp();
        work();
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
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

    /// <summary>A model, its optimizer and a batch, with which the same whole step is taken again and again.</summary>
    private sealed class TrainingLoad : IDisposable
    {
        private readonly DecoderModel _model;
        private readonly AdamW _optimizer;
        private readonly Tensor _ids;

        public TrainingLoad(DecoderModel model, bool isLarge)
        {
            var (batch, time) = isLarge ? (4, 256) : (16, 256);
            (_model, Tokens) = (model, batch * time);
            _optimizer = new AdamW(model.named_parameters());
            _ids = randint(0, model.Config.VocabSize, [batch, time], ScalarType.Int64).DetachFromDisposeScope();
        }

        public int Tokens { get; }

        public void Step()
        {
            using var scope = NewDisposeScope();
            _optimizer.ZeroGrad();
            _model.TokenLogProbs(_ids).LogProbs.mean().neg().backward();
            _optimizer.ClipGradientNorm(1);
            _optimizer.Step(1e-4);
        }

        public void Dispose()
        {
            _optimizer.ZeroGrad();
            _optimizer.Dispose();
            _ids.Dispose();
        }
    }
}
