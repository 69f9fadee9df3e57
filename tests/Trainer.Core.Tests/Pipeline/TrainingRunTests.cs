using R1Code.Trainer.Pipeline;

namespace R1Code.Trainer.Core.Tests.Pipeline;

public sealed class TrainingRunTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_LeavesAPolicyMetricsAndCompletions_ForEachStage()
    {
        var run = new TinyRun(TinyRun.NewFolder());

        var summary = await run.RunAsync(cancellationToken: Token);

        Assert.Equal(["sft", "rl"], summary.Rows.Select(row => row.Stage));
        Assert.All(summary.Rows, row => Assert.Equal(4, row.Report!.Problems));
        var rl = Path.Combine(run.Folder, "seed-1", "02-rl");
        Assert.True(File.Exists(Path.Combine(rl, "final", "tokenizer.json")));
        Assert.Equal(6, Directory.GetFiles(Path.Combine(rl, "completions"), "*.parquet").Length);
        Assert.Equal(6, run.Metrics("02-rl").Count);
        Assert.All(
            run.Steps.Where(step => step.Stage == "rl"),
            step => Assert.Superset(TrlNames, step.Metrics.Keys.ToHashSet())
        );
        Assert.False(Directory.Exists(Path.Combine(rl, "checkpoints")));
    }

    private static HashSet<string> TrlNames =>
        [
            "loss",
            "reward",
            "reward_std",
            "frac_reward_zero_std",
            "rewards/code/mean",
            "completions/mean_length",
            "completions/clipped_ratio",
            "kl",
            "entropy",
            "clip_ratio/region_mean",
            "learning_rate",
            "grad_norm",
            "num_tokens",
            "step_time",
            "timing_s/gen",
            "timing_s/reward",
            "timing_s/update_actor",
        ];

    [Fact]
    public async Task RunAsync_SamplesWithTheLearnersLogProbabilities()
    {
        var run = new TinyRun(TinyRun.NewFolder());

        await run.RunAsync(cancellationToken: Token);

        Assert.All(
            run.Steps.Where(step => step.Stage == "rl"),
            step => Assert.InRange(step.Metrics["sampling/sampling_logp_difference/max"], 0, 1e-3)
        );
    }

    [Theory]
    [InlineData("sft", 3, 1)]
    [InlineData("sft", 4, 2)]
    [InlineData("rl", 1, 1)]
    [InlineData("rl", 5, 1)]
    [InlineData("rl", 3, 2)]
    public async Task RunAsync_GoesOnExactly_WhenItWasCancelledAfterAStep(string stage, int step, int workers)
    {
        string[] settings = [$"runtime.gradient_workers={workers}", "stages.sft.micro_batch_tokens=300"];
        var whole = new TinyRun(TinyRun.NewFolder(), settings);
        await whole.RunAsync(cancellationToken: Token);
        var folder = TinyRun.NewFolder();
        using var stop = new CancellationTokenSource();
        var first = new TinyRun(folder, settings)
        {
            OnStep = p =>
            {
                if (p.Stage == stage && p.Step == step)
                {
                    stop.Cancel();
                }
            },
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.RunAsync(cancellationToken: stop.Token));
        var second = new TinyRun(folder, settings);
        await second.RunAsync(resume: true, Token);

        Assert.Equal((stage, step), (first.Steps[^1].Stage, first.Steps[^1].Step));
        Assert.Equal(step + 1, second.Steps[0].Step);
        Assert.Equal(whole.Metrics("02-rl"), second.Metrics("02-rl"));
        Assert.Equal(whole.FinalWeights("02-rl"), second.FinalWeights("02-rl"));
    }

    [Fact]
    public async Task RunAsync_DoesNothingAgain_WhenEverythingIsDone()
    {
        var folder = TinyRun.NewFolder();
        var first = await new TinyRun(folder).RunAsync(cancellationToken: Token);
        var second = new TinyRun(folder);

        var again = await second.RunAsync(resume: true, Token);

        Assert.Empty(second.Steps);
        Assert.Equal(first.Rows.Select(row => row.Report!.Greedy), again.Rows.Select(row => row.Report!.Greedy));
    }

    [Fact]
    public async Task RunAsync_RefusesAFolderInUse_UnlessItResumes()
    {
        var folder = TinyRun.NewFolder();
        await new TinyRun(folder).RunAsync(cancellationToken: Token);

        var error = await Assert.ThrowsAsync<TrainingException>(() =>
            new TinyRun(folder).RunAsync(cancellationToken: Token)
        );

        Assert.Contains("--resume", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_RefusesToMixRuns_WhenAStageWasMadeWithOtherSettings()
    {
        var folder = TinyRun.NewFolder();
        await new TinyRun(folder).RunAsync(cancellationToken: Token);
        var changed = new TinyRun(folder, "stages.sft.learning_rate=0.02");

        var error = await Assert.ThrowsAsync<TrainingException>(() => changed.RunAsync(resume: true, Token));

        Assert.Contains("01-sft: was made with other settings", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_PassesOverADamagedCheckpoint()
    {
        var whole = new TinyRun(TinyRun.NewFolder());
        await whole.RunAsync(cancellationToken: Token);
        var folder = TinyRun.NewFolder();
        using var stop = new CancellationTokenSource();
        var first = new TinyRun(folder) { OnStep = p => StopAt(p, "rl", 5, stop) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.RunAsync(cancellationToken: stop.Token));
        var damaged = Path.Combine(folder, "seed-1", "02-rl", "checkpoints", "step-000005", "optimizer.safetensors");
        await File.AppendAllTextAsync(damaged, "x", Token);
        var second = new TinyRun(folder);

        await second.RunAsync(resume: true, Token);

        Assert.Contains(second.Warnings, warning => warning.Contains("step-000005", StringComparison.Ordinal));
        Assert.Equal(5, second.Steps[0].Step);
        Assert.Equal(whole.FinalWeights("02-rl"), second.FinalWeights("02-rl"));
    }

    [Fact]
    public async Task RunAsync_KeepsTheNewestCheckpointsAndTheBest()
    {
        var folder = TinyRun.NewFolder();
        using var stop = new CancellationTokenSource();
        var run = new TinyRun(folder, "stages.rl.max_steps=12")
        {
            // The first saved steps earn most.
            Reward = query => query.Sample,
            OnStep = p => StopAt(p, "rl", 10, stop),
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.RunAsync(cancellationToken: stop.Token));

        var kept = Directory.GetDirectories(Path.Combine(folder, "seed-1", "02-rl", "checkpoints"), "step-*");
        Assert.Equal(["step-000002", "step-000008", "step-000010"], kept.Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task RunAsync_LearnsNothingFromAGroup_WhenTheSandboxIsBroken()
    {
        var run = new TinyRun(TinyRun.NewFolder(), "stages.rl.beta=0", "stages.rl.sync_ref_model=false")
        {
            Reward = _ => null,
        };

        var summary = await run.RunAsync(cancellationToken: Token);

        Assert.Equal(run.FinalWeights("01-sft"), run.FinalWeights("02-rl"));
        Assert.Contains(run.Warnings, warning => warning.Contains("could not be scored", StringComparison.Ordinal));
        Assert.Null(summary.Rows[1].TrainReward);
        Assert.Equal(0, summary.Rows[1].Report!.Greedy.Count);
    }

    [Fact]
    public async Task RunAsync_WarnsAndGoesOn_WhenARewardDoesNotComeInTime()
    {
        using var over = new ManualResetEventSlim();
        var run = new TinyRun(
            TinyRun.NewFolder(),
            "runtime.reward_timeout_seconds=1",
            "stages.rl.max_steps=1",
            "evaluation.problems=0"
        )
        {
            Reward = query =>
            {
                if (query.Sample == 0)
                {
                    over.Wait(Token);
                }

                return 1;
            },
        };

        await run.RunAsync(cancellationToken: Token);
        over.Set();

        Assert.Equal(2, run.Steps.Single(step => step.Stage == "rl").Metrics["unscorable"]);
        Assert.Contains(run.Warnings, warning => warning.Contains("within 1 s", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_SamplesUntilGroupsDiffer_WithDynamicSampling()
    {
        var run = new TinyRun(
            TinyRun.NewFolder(),
            "stages.rl.dynamic_sampling=true",
            "stages.rl.max_steps=1",
            "stages.rl.dynamic_sampling_max_rounds=50"
        )
        {
            // Half the problems give every completion the same reward.
            Reward = query => SeededRandom.StableHash(query.Problem.Id) % 2 == 0 ? 1 : query.Sample,
        };

        await run.RunAsync(cancellationToken: Token);

        var metrics = run.Steps.Single(step => step.Stage == "rl").Metrics;
        Assert.Equal(0, metrics["frac_reward_zero_std"]);
        Assert.True(metrics["dynamic_sampling/rounds"] >= 1);
    }

    [Fact]
    public async Task RunAsync_MeasuresHeldOutProblemsDuringAStage_WithoutChangingIt()
    {
        var plain = new TinyRun(TinyRun.NewFolder(), "stages.rl.max_steps=4");
        await plain.RunAsync(cancellationToken: Token);
        var run = new TinyRun(TinyRun.NewFolder(), "stages.rl.max_steps=4", "stages.rl.eval_steps=2");
        await run.RunAsync(cancellationToken: Token);

        var steps = run.Steps.Where(step => step.Stage == "rl").ToList();
        Assert.Equal([2], steps.Where(s => s.Metrics.ContainsKey("eval/greedy")).Select(s => s.Step));
        Assert.Contains("eval/pass@2", steps[1].Metrics.Keys);
        Assert.Equal(plain.FinalWeights("02-rl"), run.FinalWeights("02-rl"));
    }

    [Fact]
    public async Task RunAsync_TeachesWhatRejectionSamplingKept()
    {
        const string stages =
            "stages=[{kind: sft, name: warm, demonstrations: 12, batch_size: 4}, "
            + "{kind: rejection, name: pick, prompts: 6, num_generations: 4, keep_per_problem: 1, max_completion_length: 12, require: {format: 1}, evaluate: false}, "
            + "{kind: sft, name: again, start_from: base, data_from: pick, batch_size: 4}]";
        var run = new TinyRun(TinyRun.NewFolder(), stages);

        // An untrained policy runs into the length limit, which is never kept; a generous one ends some by chance.
        var error = await Record.ExceptionAsync(() => run.RunAsync(cancellationToken: Token));

        if (error is TrainingException none)
        {
            Assert.Contains("none of 24 completions met require", none.Message, StringComparison.Ordinal);
            return;
        }

        Assert.Null(error);
        var kept = await File.ReadAllLinesAsync(Path.Combine(run.Folder, "seed-1", "02-pick", "kept.jsonl"), Token);
        Assert.InRange(kept.Length, 1, 6);
        Assert.Contains(run.Steps, step => step.Stage == "again");
    }

    [Fact]
    public async Task RunAsync_NamesTheSequence_WhenADemonstrationIsLongerThanTheContext()
    {
        var run = new TinyRun(TinyRun.NewFolder(), "model.from_scratch.max_position_embeddings=32");

        var error = await Assert.ThrowsAsync<TrainingException>(() => run.RunAsync(cancellationToken: Token));

        Assert.Contains("sequence 1 has", error.Message, StringComparison.Ordinal);
        Assert.Contains("the limit is 32", error.Message, StringComparison.Ordinal);
    }

    private static void StopAt(TrainingProgress progress, string stage, int step, CancellationTokenSource stop)
    {
        if (progress.Stage == stage && progress.Step == step)
        {
            stop.Cancel();
        }
    }
}
