namespace R1Code.Trainer.Learning;

/// <summary>
/// Turns the rewards of groups into one advantage per completion. A null reward (nothing is known of the completion)
/// takes no part in any mean or deviation and gets advantage 0.
/// </summary>
public static class Advantages
{
    /// <summary>Advantages of a batch, in order.</summary>
    /// <param name="samples">The completions, a group's side by side or not.</param>
    /// <param name="options">Which estimator.</param>
    public static double[] Of(IReadOnlyList<RewardedSample> samples, GrpoOptions options)
    {
        if (options.MultiObjectiveAggregation == RewardAggregation.NormalizeThenSum)
        {
            return NormalizeThenSum(samples, options);
        }

        var rewards = samples.Select(s => s.Reward).ToArray();
        return options.AdvantageEstimator switch
        {
            AdvantageEstimator.Group => Group(samples, rewards, options),
            AdvantageEstimator.Rloo => PerGroup(
                samples,
                rewards,
                (group, r) => group.Count < 2 ? 0 : (r - group.Average()) * group.Count / (group.Count - 1)
            ),
            AdvantageEstimator.ReinforcePlusPlus => Whiten(
                Centre(samples, rewards),
                [.. samples.Select(s => (double)s.Length)],
                options
            ),
            AdvantageEstimator.ReinforcePlusPlusSamples => Whiten(
                Centre(samples, rewards),
                [.. samples.Select(_ => 1.0)],
                options
            ),
            AdvantageEstimator.PassAtK => PassAtK(samples, rewards, options),
            AdvantageEstimator.Maxrl => PerGroup(
                samples,
                rewards,
                (group, r) => group.Average() is var mean && mean == 0 ? 0 : (r - mean) / mean
            ),
            AdvantageEstimator.Opo => Opo(samples, rewards),
            _ => throw new ArgumentOutOfRangeException(
                nameof(options),
                options.AdvantageEstimator,
                "unknown estimator"
            ),
        };
    }

    private static double[] Group(IReadOnlyList<RewardedSample> samples, double?[] rewards, GrpoOptions options)
    {
        var batchDeviation = Deviation([.. rewards.OfType<double>()], options.UnbiasedStd);
        return PerGroup(
            samples,
            rewards,
            (group, r) =>
            {
                var centred = r - group.Average();
                return options.ScaleRewards switch
                {
                    RewardScale.None => centred,
                    RewardScale.Batch => centred / (batchDeviation + options.StdEpsilon),
                    _ => centred / (Deviation(group, options.UnbiasedStd) + options.StdEpsilon),
                };
            }
        );
    }

    // Leave the group's mean; null stays null so that whitening can leave it out.
    private static double?[] Centre(IReadOnlyList<RewardedSample> samples, double?[] rewards)
    {
        var centred = PerGroup(samples, rewards, (group, r) => r - group.Average());
        return [.. centred.Select((value, i) => rewards[i] is null ? (double?)null : value)];
    }

    private static double[] PassAtK(IReadOnlyList<RewardedSample> samples, double?[] rewards, GrpoOptions options)
    {
        var advantages = new double[samples.Count];
        foreach (var members in Scored(samples, rewards).Where(members => members.Count > 1))
        {
            var best = members.MaxBy(i => rewards[i]!.Value);
            var second = members.Where(i => i != best).Max(i => rewards[i]!.Value);
            var deviation = Deviation([.. members.Select(i => rewards[i]!.Value)], options.UnbiasedStd);
            advantages[best] = (rewards[best]!.Value - second) / (deviation + options.StdEpsilon);
        }

        return advantages;
    }

    private static double[] Opo(IReadOnlyList<RewardedSample> samples, double?[] rewards)
    {
        var advantages = new double[samples.Count];
        foreach (var members in Scored(samples, rewards))
        {
            var tokens = members.Sum(i => (double)samples[i].Length);
            var baseline = tokens == 0 ? 0 : members.Sum(i => samples[i].Length * rewards[i]!.Value) / tokens;
            foreach (var i in members)
            {
                advantages[i] = rewards[i]!.Value - baseline;
            }
        }

        return advantages;
    }

    // GDPO: each reward by itself within its group, then the weighted sum, then one scale for the batch.
    private static double[] NormalizeThenSum(IReadOnlyList<RewardedSample> samples, GrpoOptions options)
    {
        var sums = new double?[samples.Count];
        var names = samples.SelectMany(s => s.Parts.Keys).Distinct(StringComparer.Ordinal).ToList();
        foreach (var name in names)
        {
            var part = samples.Select(s => s.Reward is null ? null : s.Parts.GetValueOrDefault(name)).ToArray();
            var normalised = Group(
                samples,
                [.. part.Select(p => p?.Value)],
                options with
                {
                    ScaleRewards = RewardScale.Group,
                }
            );
            for (var i = 0; i < samples.Count; i++)
            {
                if (part[i] is { } applicable)
                {
                    sums[i] = (sums[i] ?? 0) + applicable.Weight * normalised[i];
                }
            }
        }

        return Whiten(sums, [.. samples.Select(_ => 1.0)], options);
    }

    private static double[] Whiten(double?[] values, double[] weights, GrpoOptions options)
    {
        var known = Enumerable.Range(0, values.Length).Where(i => values[i] is not null && weights[i] > 0).ToList();
        var total = known.Sum(i => weights[i]);
        if (total == 0)
        {
            return new double[values.Length];
        }

        var mean = known.Sum(i => weights[i] * values[i]!.Value) / total;
        var squares = known.Sum(i => weights[i] * Math.Pow(values[i]!.Value - mean, 2));
        var deviation = Math.Sqrt(squares / Math.Max(1, options.UnbiasedStd ? total - 1 : total));

        // Whitening needs no ε but where everything is equal: golden values are exact ratios.
        var epsilon = options.MultiObjectiveAggregation == RewardAggregation.NormalizeThenSum ? options.StdEpsilon : 0;
        var scale = deviation + epsilon;
        return [.. values.Select(value => value is null || scale < 1e-12 ? 0 : (value.Value - mean) / scale)];
    }

    private static double[] PerGroup(
        IReadOnlyList<RewardedSample> samples,
        double?[] rewards,
        Func<IReadOnlyList<double>, double, double> advantage
    )
    {
        var advantages = new double[samples.Count];
        foreach (var members in Scored(samples, rewards))
        {
            var group = members.Select(i => rewards[i]!.Value).ToList();
            foreach (var i in members)
            {
                advantages[i] = advantage(group, rewards[i]!.Value);
            }
        }

        return advantages;
    }

    // The indices of each group's samples that have a reward.
    private static IEnumerable<List<int>> Scored(IReadOnlyList<RewardedSample> samples, double?[] rewards) =>
        Enumerable
            .Range(0, samples.Count)
            .Where(i => rewards[i] is not null)
            .GroupBy(i => samples[i].Group)
            .Select(group => group.ToList());

    /// <summary>The standard deviation; 0 where there are too few values.</summary>
    internal static double Deviation(IReadOnlyList<double> values, bool unbiased)
    {
        var divisor = unbiased ? values.Count - 1 : values.Count;
        if (divisor < 1)
        {
            return 0;
        }

        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / divisor);
    }
}

/// <summary>One completion as the advantage estimators see it.</summary>
/// <param name="Group">Which prompt it answers.</param>
/// <param name="Reward">The weighted sum; null where nothing is known.</param>
/// <param name="Length">Its tokens.</param>
public sealed record RewardedSample(int Group, double? Reward, int Length)
{
    /// <summary>Each applicable reward with its weight, by name; needed by <see cref="RewardAggregation.NormalizeThenSum"/> only.</summary>
    public IReadOnlyDictionary<string, RewardPart?> Parts { get; init; } = new Dictionary<string, RewardPart?>();
}

/// <summary>One reward of a completion.</summary>
/// <param name="Value">Before weighting.</param>
/// <param name="Weight">Its weight.</param>
public sealed record RewardPart(double Value, double Weight);
