using R1Code.Trainer.Learning;
using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;

namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>Supervised fine-tuning: every epoch goes through the rows in a new order of its own.</summary>
internal sealed class SftStage(SftStageOptions options, StageContext context) : IStage
{
    public int MaxCompletionLength { get; private set; }

    public Task<StageState> RunAsync(CancellationToken cancellationToken) =>
        StageThread.Run(() => Run(cancellationToken));

    private StageState Run(CancellationToken cancellationToken)
    {
        var rows = LoadRows();
        var stepsPerEpoch = (rows.Count + options.BatchSize - 1) / options.BatchSize;
        var totalSteps = stepsPerEpoch * options.NumTrainEpochs;
        using var loop = new StageLoop(context, options.Name, options.Optimizer, totalSteps);
        var learner = new SftLearner(
            loop.Policy.Model,
            loop.Optimizer,
            options.Optimizer,
            loop.Policy.Tokenizer.PadId,
            options.Packing ? PackLength(loop.Policy.Model.Config) : null,
            loop.Workers
        );
        var schedule = loop.Schedule(options.Optimizer);
        for (var step = loop.State.GlobalStep; step < totalSteps; step++)
        {
            context.Watchdog.Enter("sft");
            var started = context.Time.GetTimestamp();
            var batch = Batch(rows, step, stepsPerEpoch);
            var rate = schedule.At(step);
            var stats = Learn(learner, batch, rate, step);
            var seconds = context.Time.GetElapsedTime(started).TotalSeconds;
            var state = loop.State with
            {
                GlobalStep = step + 1,
                NumTokens = loop.State.NumTokens + batch.Sum(row => (long)row.Tokens.Length),
            };
            var metrics = new Dictionary<string, double>
            {
                ["epoch"] = (step + 1) / (double)stepsPerEpoch,
                ["loss"] = stats.Loss,
                ["grad_norm"] = stats.GradientNorm,
                ["learning_rate"] = rate,
                ["num_tokens"] = state.NumTokens,
                ["step_time"] = seconds,
            };
            loop.EndStep(state, metrics, cancellationToken);
        }

        loop.Finish();
        return loop.State;
    }

    private int PackLength(ModelConfig config) =>
        Math.Min(options.MaxLength ?? config.ContextLength, options.Optimizer.MicroBatchTokens);

    private IReadOnlyList<TokenRow> LoadRows()
    {
        using var policy = context.Open(context.StartPolicy);
        var rows = SftData.Load(options, context, policy);

        // Twice the longest answer is room for everything the data teaches to say.
        var longest = rows.Max(row => row.LearnedCount);
        MaxCompletionLength = Math.Min(2 * longest, policy.Model.Config.ContextLength);
        return rows;
    }

    private LearningStats Learn(SftLearner learner, IReadOnlyList<TokenRow> batch, double rate, int step)
    {
        try
        {
            return learner.Step(batch, rate);
        }
        catch (LearningException e)
        {
            throw new TrainingException($"seed {context.Seed}, stage {options.Name}, step {step + 1}: {e.Message}", e);
        }
    }

    private TokenRow[] Batch(IReadOnlyList<TokenRow> rows, int step, int stepsPerEpoch)
    {
        var order = Enumerable.Range(0, rows.Count).ToArray();
        SeededRandom.For(context.Seed, $"epoch {options.Name}", step / stepsPerEpoch).Shuffle(order);
        return [.. order.Skip(step % stepsPerEpoch * options.BatchSize).Take(options.BatchSize).Select(i => rows[i])];
    }
}
