using System.Text.Json;
using System.Text.Json.Nodes;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Logging;
using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;

namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>
/// What all learning stages do around a step: start from a checkpoint or from the stage before, save, log, tell, stop.
/// </summary>
internal sealed class StageLoop : IDisposable
{
    private readonly StageContext _context;
    private readonly string _name;
    private readonly int _totalSteps;
    private readonly long _started;
    private readonly double _secondsBefore;
    private readonly int _firstStep;
    private int _savedStep = -1;
    private MetricsLog? _metrics;
    private TensorBoardLog? _board;

    public StageLoop(
        StageContext context,
        string name,
        OptimizerOptions options,
        int totalSteps,
        bool withReference = false
    )
    {
        (_context, _name, _totalSteps) = (context, name, totalSteps);
        _started = context.Time.GetTimestamp();
        var checkpoint = context.Folder.LatestCheckpoint(context.Reporter.Warning);
        Policy = context.Open(checkpoint ?? context.StartPolicy);
        if (context.Recipe.Model.Lora is { } lora && Policy.Model.Adapters is null)
        {
            lora = lora with { BaseModelNameOrPath = lora.BaseModelNameOrPath ?? context.Recipe.Model.Path };
            Lora.Attach(Policy.Model, lora, SeededRandom.For(context.Seed, "lora").NextUInt64());
        }

        TellMemory(options, withReference);
        Optimizer = new AdamW(
            Policy.Model.named_parameters(),
            new AdamWOptions
            {
                Beta1 = options.AdamBeta1,
                Beta2 = options.AdamBeta2,
                Epsilon = options.AdamEpsilon,
                WeightDecay = options.WeightDecay,
            }
        );
        Workers = new GradientWorkers(Policy.Model, context.Recipe.Runtime.GradientWorkers);
        NativeHeap.MapLargeBlocks(Policy.Model.GradientCheckpointing);
        if (checkpoint is not null)
        {
            Optimizer.Load(Path.Combine(checkpoint, Checkpoint.OptimizerFile));
            State =
                Checkpoint.LoadTrainerState(checkpoint).Deserialize<StageState>(R1Json.Options)
                ?? throw new TrainingException($"{checkpoint}: has no {Checkpoint.TrainerStateFile}");
            _savedStep = State.GlobalStep;
            context.Reporter.Message($"seed {context.Seed}, stage {name}: goes on after step {State.GlobalStep}");
        }

        CheckpointFolder = checkpoint;
        (_secondsBefore, _firstStep) = (State.Seconds, State.GlobalStep);
    }

    public Policy Policy { get; }

    public AdamW Optimizer { get; }

    /// <summary>The threads that compute gradients.</summary>
    public GradientWorkers Workers { get; }

    public StageState State { get; private set; } = new();

    /// <summary>The checkpoint this process started from; null at the start of a stage.</summary>
    public string? CheckpointFolder { get; }

    public LearningRateSchedule Schedule(OptimizerOptions options) =>
        new(options.LrSchedulerType, options.LearningRate, options.WarmupSteps, _totalSteps, options.MinLrRate);

    /// <summary>Logs a finished step, and saves where it is due or the run is to stop.</summary>
    /// <exception cref="OperationCanceledException">After the step was saved.</exception>
    public void EndStep(
        StageState state,
        IReadOnlyDictionary<string, double> metrics,
        CancellationToken cancellationToken,
        Action<string>? saveMore = null
    )
    {
        // Time of this process on top of what its predecessors took.
        State = state with
        {
            Seconds = _secondsBefore + _context.Time.GetElapsedTime(_started).TotalSeconds,
        };
        _metrics ??= MetricsLog.OpenAfter(_context.Folder.Metrics, _firstStep);
        _metrics.Write(State.GlobalStep, metrics);
        _board ??= new TensorBoardLog(_context.Folder.Board);
        _board.Write(State.GlobalStep, metrics);
        _context.Reporter.Progress(
            new TrainingProgress
            {
                Seed = _context.Seed,
                Stage = _name,
                Step = State.GlobalStep,
                TotalSteps = _totalSteps,
                Remaining = Remaining(),
                Metrics = metrics,
            }
        );
        var options = _context.Recipe.Checkpoints;
        var due = options.SaveSteps > 0 && State.GlobalStep % options.SaveSteps == 0;
        if (due || cancellationToken.IsCancellationRequested)
        {
            Save(saveMore);
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Writes the policy that the stage came to.</summary>
    public void Finish()
    {
        _context.Watchdog.Enter("save");
        Checkpoint.Save(_context.Folder.Final, new CheckpointContents(Policy.Model, Policy.Tokenizer));
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        _board?.Dispose();
        Workers.Dispose();
        Optimizer.Dispose();
        Policy.Dispose();
    }

    private void Save(Action<string>? saveMore)
    {
        if (_savedStep == State.GlobalStep)
        {
            return;
        }

        _context.Watchdog.Enter("save");
        if (State.MeanRecentReward is { } reward && !(reward <= State.BestReward))
        {
            State = State with { BestReward = reward, BestStep = State.GlobalStep };
        }

        var folder = _context.Folder.CheckpointAt(State.GlobalStep);
        saveMore?.Invoke(folder);
        Checkpoint.Save(
            folder,
            new CheckpointContents(Policy.Model, Policy.Tokenizer)
            {
                Optimizer = Optimizer,
                TrainerState = JsonSerializer.SerializeToNode(State, R1Json.Options) as JsonObject,
            }
        );
        _savedStep = State.GlobalStep;
        _context.Folder.Prune(_context.Recipe.Checkpoints.SaveTotalLimit, State.BestStep);
    }

    private void TellMemory(OptimizerOptions options, bool withReference)
    {
        var config = Policy.Model.Config;
        var bytes = Policy.Model.Type == TorchSharp.torch.ScalarType.Float32 ? 4 : 2;
        var time = Math.Min(config.ContextLength, options.MicroBatchTokens);
        var learned = Policy.Model.parameters().Where(p => p.requires_grad).Sum(p => (double)p.numel());
        var workers = _context.Recipe.Runtime.GradientWorkers;
        var state = MemoryEstimate.Training(config.ParameterCount, learned, bytes, workers);
        var activations =
            workers
            * MemoryEstimate.Activations(
                config,
                Math.Max(1, options.MicroBatchTokens / time),
                time,
                Policy.Model.GradientCheckpointing,
                bytes
            );
        var reference = withReference ? (double)config.ParameterCount * bytes : 0;
        var need = state + reference + activations;
        var text =
            $"seed {_context.Seed}, stage {_name}: needs about {need / (1 << 20):N0} MiB "
            + $"({state / (1 << 20):N0} weights, gradients and optimizer, {reference / (1 << 20):N0} reference, {activations / (1 << 20):N0} activations)";
        var available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (_context.Recipe.Runtime.Device == ComputeDevice.Cpu && need > available)
        {
            _context.Reporter.Warning(
                $"{text}, but this machine has {available / (1 << 20):N0} MiB: lower micro_batch_tokens, set gradient_checkpointing or model.lora"
            );
        }
        else
        {
            _context.Reporter.Message(text);
        }
    }

    private TimeSpan? Remaining()
    {
        var done = State.GlobalStep - _firstStep;
        return done < 1
            ? null
            : _context.Time.GetElapsedTime(_started) * ((double)(_totalSteps - State.GlobalStep) / done);
    }
}
