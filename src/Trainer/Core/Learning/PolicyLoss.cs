using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Learning;

/// <summary>
/// The policy loss of the whole family as one function of log-probabilities. All tensors are (batch, time) over
/// completion tokens; advantages are (batch). Formulas are written as in the papers, with ρ = exp(log π − log old).
/// </summary>
public static class PolicyLoss
{
    /// <summary>The loss of a micro-batch and what is worth logging about it.</summary>
    public static PolicyLossResult Of(PolicyLossInput input, GrpoOptions options, StepTotals totals)
    {
        using var scope = NewDisposeScope();
        var mask = KeptTokens(input, options);
        var advantages = input.Advantages.unsqueeze(1); // (batch, 1)
        var logRatio = LogRatio(input, mask, options);

        var perToken = Surrogate(input.LogProbs, logRatio, advantages, mask, options); // (batch, time)
        var loss = Aggregate(perToken, mask, options, totals);

        Tensor? kl = null;
        if (input.ReferenceLogProbs is not null)
        {
            kl = Kl(input.LogProbs, input.ReferenceLogProbs, options.KlEstimator);
            if (options.Beta != 0 && !options.UseKlInReward)
            {
                loss = loss + options.Beta * Aggregate(kl, mask, options, totals);
            }
        }

        if (options.EntropyCoef != 0 && input.Entropy is not null)
        {
            loss = loss - options.EntropyCoef * Aggregate(input.Entropy, mask, options, totals);
        }

        using (no_grad())
        {
            var (low, high) = Clipped(logRatio, advantages, options);
            return new PolicyLossResult(
                loss.MoveToOuterDisposeScope(),
                Sum(low * mask),
                Sum(high * mask),
                kl is null ? 0 : Sum(kl * mask),
                input.Entropy is null ? 0 : Sum(input.Entropy * input.Mask),
                Sum(mask)
            );
        }
    }

    /// <summary>KL(policy ‖ reference) per token.</summary>
    public static Tensor Kl(Tensor logProbs, Tensor reference, KlEstimator estimator)
    {
        var d = reference - logProbs;
        return estimator switch
        {
            KlEstimator.K1 => -d,
            KlEstimator.K2 => d * d / 2,
            _ => d.exp() - d - 1,
        };
    }

    /// <summary>
    /// One number from the losses of tokens. The divisors are those of the whole optimizer step, so the losses of its
    /// micro-batches add up to the loss of the undivided batch; only <see cref="LossAggregation.TokenMean"/> is, by its
    /// definition, a mean over the micro-batch.
    /// </summary>
    public static Tensor Aggregate(Tensor perToken, Tensor mask, GrpoOptions options, StepTotals totals)
    {
        var masked = perToken * mask;
        return options.EffectiveAggregation switch
        {
            LossAggregation.SequenceMean => (masked.sum(1) / mask.sum(1).clamp(min: 1)).sum() / totals.Sequences,
            LossAggregation.TokenMean => masked.sum()
                / mask.sum().clamp(min: 1)
                * ((double)mask.shape[0] / totals.Sequences),
            LossAggregation.StepTokenMean => masked.sum() / Math.Max(1, totals.Tokens),
            LossAggregation.MaxLength => masked.sum() / ((double)totals.Sequences * totals.MaxLength),
            LossAggregation.SequenceSum => masked.sum() / totals.Sequences,
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.EffectiveAggregation, "unknown"),
        };
    }

    private static Tensor LogRatio(PolicyLossInput input, Tensor mask, GrpoOptions options)
    {
        var logRatio = input.LogProbs - input.OldLogProbs;
        return options.ImportanceSamplingLevel == RatioLevel.Sequence
            ? ((logRatio * mask).sum(1, keepdim: true) / mask.sum(1, keepdim: true).clamp(min: 1)).expand_as(logRatio)
            : logRatio;
    }

    private static Tensor Surrogate(
        Tensor logProbs,
        Tensor logRatio,
        Tensor advantages,
        Tensor mask,
        GrpoOptions options
    )
    {
        switch (options.LossType)
        {
            case LossType.Reinforce:
                return -advantages * logProbs;
            case LossType.Cispo:
                var cap = options.EpsilonHigh ?? options.Epsilon;
                return -logRatio.exp().clamp(max: cap).detach() * advantages * logProbs;
            case LossType.Sapo:
                return -(Gate(logRatio, options.SapoTemperaturePos) * advantages.clamp(min: 0))
                    - Gate(logRatio, options.SapoTemperatureNeg) * advantages.clamp(max: 0);
            case LossType.Gmpo:
                return Geometric(logRatio, advantages, mask, options);
            default:
                return Clip(logRatio, advantages, options);
        }
    }

    // −min(min(ρ, δ)·A, clip(ρ, 1 − ε_low, 1 + ε_high)·A), at most −c·A where A < 0.
    private static Tensor Clip(Tensor logRatio, Tensor advantages, GrpoOptions options)
    {
        var ratio = logRatio.exp();
        var clipped = ratio.clamp(1 - options.Epsilon, 1 + (options.EpsilonHigh ?? options.Epsilon));
        var bounded = options.Delta is { } delta ? ratio.clamp(max: delta) : ratio;
        var loss = -minimum(bounded * advantages, clipped * advantages);
        return options.DualClip is { } c ? where(advantages < 0, minimum(loss, -c * advantages), loss) : loss;
    }

    // (4/τ)·σ(τ(ρ − 1))
    private static Tensor Gate(Tensor logRatio, double temperature) =>
        4 / temperature * (temperature * (logRatio.exp() - 1)).sigmoid();

    // −A·exp(mean of clipped log ratios): above for A > 0, below for A < 0. The same value stands at each token, so
    // that every aggregation gives the sequence its weight.
    private static Tensor Geometric(Tensor logRatio, Tensor advantages, Tensor mask, GrpoOptions options)
    {
        var above = logRatio.clamp(max: options.EpsilonHigh ?? options.Epsilon);
        var below = logRatio.clamp(min: -options.Epsilon);
        var clipped = where(advantages > 0, above, below) * mask;
        var ratio = (clipped.sum(1, keepdim: true) / mask.sum(1, keepdim: true).clamp(min: 1)).exp();
        return (-advantages * ratio).expand_as(logRatio);
    }

    private static Tensor KeptTokens(PolicyLossInput input, GrpoOptions options)
    {
        using var _ = no_grad();
        var mask = input.Mask;
        if (options.TopEntropyQuantile < 1 && input.Entropy is not null)
        {
            // Entropies of real tokens only decide the threshold.
            var entropies = input.Entropy.detach().masked_select(input.Mask > 0);
            var threshold = entropies.quantile(tensor(1 - options.TopEntropyQuantile, dtype: entropies.dtype));
            mask = mask * (input.Entropy.detach() >= threshold).to_type(mask.dtype);
        }

        if (options.OffPolicyMaskThreshold is { } limit)
        {
            var drift =
                ((input.OldLogProbs - input.LogProbs.detach()) * input.Mask).sum(1) / input.Mask.sum(1).clamp(min: 1);
            var kept = (input.Advantages >= 0).logical_or(drift <= limit);
            mask = mask * kept.unsqueeze(1).to_type(mask.dtype);
        }

        return mask;
    }

    private static (Tensor Low, Tensor High) Clipped(Tensor logRatio, Tensor advantages, GrpoOptions options)
    {
        var ratio = logRatio.exp();
        var low = (ratio < 1 - options.Epsilon).logical_and(advantages < 0);
        var high = (ratio > 1 + (options.EpsilonHigh ?? options.Epsilon)).logical_and(advantages > 0);
        return (low.to_type(logRatio.dtype), high.to_type(logRatio.dtype));
    }

    private static double Sum(Tensor values) => values.sum().ToDouble();
}

/// <summary>What the loss is computed from; (batch, time) over completion tokens unless noted.</summary>
public sealed record PolicyLossInput
{
    /// <summary>log π, with gradient.</summary>
    public required Tensor LogProbs { get; init; }

    /// <summary>log of the policy that sampled.</summary>
    public required Tensor OldLogProbs { get; init; }

    /// <summary>log of the reference; null where none is used.</summary>
    public Tensor? ReferenceLogProbs { get; init; }

    /// <summary>Entropy of each position's distribution; null where it is not needed.</summary>
    public Tensor? Entropy { get; init; }

    /// <summary>One advantage per sequence: (batch).</summary>
    public required Tensor Advantages { get; init; }

    /// <summary>1 for tokens that count.</summary>
    public required Tensor Mask { get; init; }
}

/// <summary>Sizes of the whole optimizer step, which micro-batches share as divisors.</summary>
/// <param name="Sequences">Completions in the step.</param>
/// <param name="Tokens">Their tokens that count.</param>
/// <param name="MaxLength">The constant length of <see cref="LossAggregation.MaxLength"/>.</param>
public sealed record StepTotals(int Sequences, long Tokens, int MaxLength);

/// <summary>The loss with sums over tokens for logging.</summary>
/// <param name="Loss">Scalar with gradient.</param>
/// <param name="ClippedLow">Tokens clipped below.</param>
/// <param name="ClippedHigh">Tokens clipped above.</param>
/// <param name="KlSum">Sum of the divergence.</param>
/// <param name="EntropySum">Sum of entropies, masked tokens included.</param>
/// <param name="Tokens">Tokens that counted.</param>
public sealed record PolicyLossResult(
    Tensor Loss,
    double ClippedLow,
    double ClippedHigh,
    double KlSum,
    double EntropySum,
    double Tokens
);
