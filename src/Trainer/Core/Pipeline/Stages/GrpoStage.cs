using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Logging;
using R1Code.Trainer.Recipes;

namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>Reinforcement learning. A step: sample and score, advantages, update, log; the update begins before the last score is there.</summary>
internal sealed class GrpoStage(GrpoStageOptions options, StageContext context) : IStage
{
    private readonly StepWarnings _warnings = new(context.Reporter.Warning);

    // A micro-batch for each worker.
    private int WaveTokens =>
        (int)Math.Min(int.MaxValue, (long)options.Optimizer.MicroBatchTokens * context.Recipe.Runtime.GradientWorkers);

    public int MaxCompletionLength => options.Rollout.MaxCompletionLength;

    public Task<StageState> RunAsync(CancellationToken cancellationToken) =>
        StageThread.Run(() => Run(cancellationToken));

    private StageState Run(CancellationToken cancellationToken)
    {
        using var loop = new StageLoop(
            context,
            options.Name,
            options.Optimizer,
            options.MaxSteps,
            withReference: options.Algorithm.Beta > 0
        );
        using var reference = OpenReference(loop);
        var policy = loop.Policy;
        var rewards = context.Rewards(options.Rewards);
        var sampler = new PolicySampler(policy.Model, policy.Tokenizer, context.Prompts(policy.Tokenizer));
        var collector = new EpisodeCollector(sampler, rewards, options.Rollout, context, options);
        var learner = new PolicyLearner(
            policy.Model,
            loop.Optimizer,
            options.Algorithm,
            options.Rollout,
            options.Optimizer,
            policy.Tokenizer.PadId,
            loop.Workers
        );
        var schedule = loop.Schedule(options.Optimizer);

        for (var step = loop.State.GlobalStep; step < options.MaxSteps; step++)
        {
            var started = context.Time.GetTimestamp();
            var rate = schedule.At(step);

            var sampled = collector.Sample(loop.State.ProblemCursor, step, options.PromptsPerStep, options.Algorithm);
            var (episodes, update, updateSeconds) = Learn(learner, sampled, reference, rate, step);
            var batch = sampled with { Episodes = episodes };
            SyncReference(reference, policy, step + 1);

            var state = Advance(loop.State, batch, episodes);
            var metrics = StepMetrics.Of(batch, update, options.Algorithm);
            metrics["learning_rate"] = rate;
            metrics["num_tokens"] = state.NumTokens;
            metrics["step_time"] = context.Time.GetElapsedTime(started).TotalSeconds;
            metrics["timing_s/update_actor"] = updateSeconds;
            metrics["timing_s/step"] = metrics["step_time"];
            Evaluate(policy, step + 1, metrics);
            CompletionsLog.Write(context.Folder.Completions, step + 1, episodes);
            _warnings.Look(metrics);
            loop.EndStep(state, metrics, cancellationToken, folder => SaveReference(reference, folder));
        }

        loop.Finish();
        return loop.State;
    }

    private IReadOnlyList<Episode> WithAdvantages(
        IReadOnlyList<Episode> episodes,
        PolicyLearner learner,
        ReferencePolicy? reference
    )
    {
        context.Watchdog.Enter("advantages");
        var algorithm = options.Algorithm;
        var penalties =
            algorithm.UseKlInReward && reference is not null
                ? learner.KlSums(episodes, reference)
                : new double[episodes.Count];
        var samples = episodes
            .Select(
                (e, i) =>
                    new RewardedSample(e.Group, e.Reward - algorithm.Beta * penalties[i], e.CompletionTokens.Count)
                    {
                        Parts = RewardParts.Of(e, options.Rewards ?? context.Recipe.Rewards),
                    }
            )
            .ToList();
        var advantages = Advantages.Of(samples, algorithm);
        return [.. episodes.Select((episode, i) => episode with { Advantage = advantages[i] })];
    }

    /// <summary>Updates the policy, beginning with what is scored while the rest is awaited. The seconds are without the waiting.</summary>
    private (IReadOnlyList<Episode> Episodes, PolicyUpdate Update, double Seconds) Learn(
        PolicyLearner learner,
        EpisodeBatch batch,
        ReferencePolicy? reference,
        double rate,
        int step
    )
    {
        var elsewhere = 0.0;
        var cut = EpisodeWaves.Cut(batch.Episodes, options.Algorithm, WaveTokens);
        var waves = new EpisodeWaves(batch.Episodes, cut, Score);
        var started = context.Time.GetTimestamp();
        context.Watchdog.Enter("update");
        try
        {
            var order = SeededRandom.For(context.Seed, $"mini-batches {options.Name}", step);
            var anchor = options.Algorithm.UseKlInReward ? null : reference;
            var update = learner.Update(waves, anchor, rate, order);
            return (waves.Episodes, update, context.Time.GetElapsedTime(started).TotalSeconds - elsewhere);
        }
        catch (LearningException e)
        {
            throw new TrainingException($"seed {context.Seed}, stage {options.Name}, step {step + 1}: {e.Message}", e);
        }

        IReadOnlyList<Episode> Score(IReadOnlyList<int> indices, Task computing)
        {
            var waited = batch.Pending.WaitedSeconds;
            var scored = batch.Pending.Await(indices, computing);
            var left = context.Time.GetTimestamp();
            var episodes = WithAdvantages(scored, learner, reference);
            context.Watchdog.Enter("update");
            elsewhere += batch.Pending.WaitedSeconds - waited + context.Time.GetElapsedTime(left).TotalSeconds;
            return episodes;
        }
    }

    // The last step's policy is measured as the stage's result.
    private void Evaluate(Policy policy, int step, Dictionary<string, double> metrics)
    {
        if (options.EvalSteps == 0 || step % options.EvalSteps != 0 || step == options.MaxSteps)
        {
            return;
        }

        var report = context.EvaluateMidway(policy, MaxCompletionLength);
        if (report is null)
        {
            return;
        }

        metrics["eval/greedy"] = report.Greedy.Value;
        foreach (var (k, estimate) in report.PassAtK)
        {
            metrics[$"eval/pass@{k}"] = estimate.Value;
        }

        foreach (var (k, estimate) in report.ConsAtK)
        {
            metrics[$"eval/cons@{k}"] = estimate.Value;
        }
    }

    private static StageState Advance(StageState state, EpisodeBatch batch, IReadOnlyList<Episode> episodes)
    {
        var rewards = episodes.Select(e => e.Reward).OfType<double>().ToList();
        var next = state with
        {
            GlobalStep = state.GlobalStep + 1,
            ProblemCursor = state.ProblemCursor + batch.ProblemsTaken,
            NumTokens = state.NumTokens + episodes.Sum(e => (long)e.PromptTokens.Count + e.CompletionTokens.Count),
        };
        return rewards.Count == 0 ? next : next.WithReward(rewards.Average());
    }

    // A fixed reference is the stage's start and needs no copy of its own; one that moves is saved with each checkpoint.
    private ReferencePolicy? OpenReference(StageLoop loop)
    {
        if (options.Algorithm.Beta == 0)
        {
            return null;
        }

        var saved = loop.CheckpointFolder is null ? null : StageFolder.ReferenceBeside(loop.CheckpointFolder);
        return ReferencePolicy.Load(
            saved is not null && Directory.Exists(saved) ? saved : context.StartPolicy,
            context.Device,
            context.WeightType
        );
    }

    private void SyncReference(ReferencePolicy? reference, Policy policy, int step)
    {
        var algorithm = options.Algorithm;
        if (reference is not null && algorithm.SyncRefModel && step % algorithm.RefModelSyncSteps == 0)
        {
            reference.Follow(policy.Model, algorithm.RefModelMixupAlpha);
        }
    }

    private void SaveReference(ReferencePolicy? reference, string folder)
    {
        if (reference is not null && options.Algorithm.SyncRefModel)
        {
            Checkpoint.Save(StageFolder.ReferenceBeside(folder), new CheckpointContents(reference.Model, null));
        }
    }
}
