using R1Code.Trainer.Learning;

namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>The numbers of a step under the names that TRL and verl gave them.</summary>
internal static class StepMetrics
{
    public static Dictionary<string, double> Of(EpisodeBatch batch, PolicyUpdate update, GrpoOptions algorithm)
    {
        var episodes = batch.Episodes;
        var metrics = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["loss"] = update.Loss / (algorithm.NumIterations * algorithm.NumMiniBatches),
            ["grad_norm"] = update.GradientNorms.Count == 0 ? 0 : update.GradientNorms.Average(),
            ["entropy"] = update.Entropy,
            ["clip_ratio/low_mean"] = update.ClipLow,
            ["clip_ratio/high_mean"] = update.ClipHigh,
            ["clip_ratio/region_mean"] = update.ClipLow + update.ClipHigh,
            ["sampling/sampling_logp_difference/max"] = update.MaxLogProbDifference,
        };
        if (algorithm.Beta > 0)
        {
            metrics["kl"] = update.Kl;
        }

        AddRewards(metrics, episodes, algorithm);
        AddCompletions(metrics, episodes);
        foreach (var verdicts in episodes.GroupBy(e => e.Score?.Verdict?.Status).Where(group => group.Key is not null))
        {
            metrics[$"verdicts/{verdicts.Key}"] = verdicts.Count() / (double)episodes.Count;
        }

        if (algorithm.DynamicSampling)
        {
            metrics["dynamic_sampling/rounds"] = batch.Rounds;
            metrics["dynamic_sampling/wasted_groups"] = batch.WastedGroups;
        }

        metrics["timing_s/gen"] = batch.GenerationSeconds;
        metrics["timing_s/reward"] = batch.RewardSeconds;
        return metrics;
    }

    private static void AddRewards(
        Dictionary<string, double> metrics,
        IReadOnlyList<Episode> episodes,
        GrpoOptions algorithm
    )
    {
        var groups = episodes
            .GroupBy(e => e.Group)
            .Select(group => group.Select(e => e.Reward).OfType<double>().ToList())
            .Where(group => group.Count > 0)
            .ToList();
        var deviations = groups.Select(group => Advantages.Deviation(group, algorithm.UnbiasedStd)).ToList();
        metrics["reward"] = groups.Count == 0 ? 0 : groups.SelectMany(group => group).Average();
        metrics["reward_std"] = deviations.Count == 0 ? 0 : deviations.Average();
        metrics["frac_reward_zero_std"] = deviations.Count == 0 ? 1 : deviations.Average(d => d < 1e-9 ? 1.0 : 0.0);
        metrics["unscorable"] = episodes.Count(e => e.Reward is null);
        foreach (var name in episodes.SelectMany(e => e.Score?.Rewards.Keys ?? []).Distinct(StringComparer.Ordinal))
        {
            var values = episodes.Select(e => e.Score?.Rewards.GetValueOrDefault(name)).OfType<double>().ToList();
            if (values.Count > 0)
            {
                metrics[$"rewards/{name}/mean"] = values.Average();
                metrics[$"rewards/{name}/std"] = Advantages.Deviation(values, unbiased: true);
            }
        }
    }

    private static void AddCompletions(Dictionary<string, double> metrics, IReadOnlyList<Episode> episodes)
    {
        if (episodes.Count == 0)
        {
            return;
        }

        metrics["completions/mean_length"] = episodes.Average(e => e.CompletionTokens.Count);
        metrics["completions/min_length"] = episodes.Min(e => e.CompletionTokens.Count);
        metrics["completions/max_length"] = episodes.Max(e => e.CompletionTokens.Count);
        metrics["completions/clipped_ratio"] = episodes.Average(e => e.Truncated ? 1.0 : 0.0);
        metrics["completions/unique_ratio"] =
            episodes.Select(e => (e.Group, e.Completion)).Distinct().Count() / (double)episodes.Count;
    }
}
