using System.ComponentModel.DataAnnotations;

namespace R1Code.Trainer.Learning;

/// <summary>
/// The GRPO family in one record: how rewards become advantages, and how advantages become a loss. Names follow TRL's
/// <c>GRPOConfig</c> where it has the option; a preset is a few of these values.
/// </summary>
public sealed record GrpoOptions
{
    /// <summary>Completions per prompt (G). The default value is 8.</summary>
    [Range(1, 4096)]
    public int NumGenerations { get; init; } = 8;

    /// <summary>Advantage estimator. The default value is <see cref="AdvantageEstimator.Group"/>.</summary>
    public AdvantageEstimator AdvantageEstimator { get; init; } = AdvantageEstimator.Group;

    /// <summary>Which standard deviation divides the <c>group</c> estimator's advantages. The default value is <c>group</c>.</summary>
    public RewardScale ScaleRewards { get; init; } = RewardScale.Group;

    /// <summary>Whether a standard deviation divides by n − 1 (Bessel) rather than n. The default value is true, as in TRL.</summary>
    public bool UnbiasedStd { get; init; } = true;

    /// <summary>Added to every standard deviation. The default value is 1e-4, as in TRL.</summary>
    [Range(0.0, 1.0)]
    public double StdEpsilon { get; init; } = 1e-4;

    /// <summary>How several rewards combine. The default value is to sum, then normalise.</summary>
    public RewardAggregation MultiObjectiveAggregation { get; init; } = RewardAggregation.SumThenNormalize;

    /// <summary>Loss per token and how tokens are averaged. The default value is <see cref="LossType.Grpo"/>.</summary>
    public LossType LossType { get; init; } = LossType.Grpo;

    /// <summary>Overrides how tokens are averaged; null takes the one that belongs to <see cref="LossType"/>.</summary>
    public LossAggregation? Aggregation { get; init; }

    /// <summary>Whether the importance ratio is per token or per sequence (GSPO). The default value is <c>token</c>.</summary>
    public RatioLevel ImportanceSamplingLevel { get; init; } = RatioLevel.Token;

    /// <summary>
    /// Lower clip range ε. The default value is 0.2.
    /// </summary>
    [Range(0.0, 1000.0)]
    public double Epsilon { get; init; } = 0.2;

    /// <summary>Upper clip range; null takes <see cref="Epsilon"/>. For CISPO it is the cap of the ratio itself.</summary>
    [Range(0.0, 1000.0)]
    public double? EpsilonHigh { get; init; }

    /// <summary>Cap δ of the ratio before clipping (two-sided clip); null for none.</summary>
    [Range(1.0, 1000.0)]
    public double? Delta { get; init; }

    /// <summary>Dual clip c: the loss of a negative advantage is at most −c·A; null for none.</summary>
    [Range(1.0, 1000.0)]
    public double? DualClip { get; init; }

    /// <summary>SAPO's temperature for positive advantages. The default value is 1.0.</summary>
    [Range(1e-3, 100.0)]
    public double SapoTemperaturePos { get; init; } = 1.0;

    /// <summary>SAPO's temperature for negative advantages. The default value is 1.05.</summary>
    [Range(1e-3, 100.0)]
    public double SapoTemperatureNeg { get; init; } = 1.05;

    /// <summary>Sequences with A &lt; 0 whose mean log(old/new) is above this are left out; null for none.</summary>
    [Range(0.0, 1000.0)]
    public double? OffPolicyMaskThreshold { get; init; }

    /// <summary>Share of tokens, those of highest entropy, that the policy loss uses. The default value is 1.0: all.</summary>
    [Range(0.0, 1.0)]
    public double TopEntropyQuantile { get; init; } = 1.0;

    /// <summary>Weight of the mean token entropy, subtracted from the loss. The default value is 0.</summary>
    [Range(0.0, 10.0)]
    public double EntropyCoef { get; init; }

    /// <summary>Weight β of the KL divergence from the reference; 0 needs no reference. The default value is 0.</summary>
    [Range(0.0, 100.0)]
    public double Beta { get; init; }

    /// <summary>Estimator of that divergence. The default value is k3.</summary>
    public KlEstimator KlEstimator { get; init; } = KlEstimator.K3;

    /// <summary>Subtracts β·KL from the reward instead of adding it to the loss. The default value is false.</summary>
    public bool UseKlInReward { get; init; }

    /// <summary>Whether the reference follows the policy every <see cref="RefModelSyncSteps"/> steps. The default value is false.</summary>
    public bool SyncRefModel { get; init; }

    /// <summary>Steps between synchronisations. The default value is 400, as in DeepSeek-R1.</summary>
    [Range(1, int.MaxValue)]
    public int RefModelSyncSteps { get; init; } = 400;

    /// <summary>Share of the policy in the new reference; 1 replaces it (R1), less mixes (TR-DPO). The default value is 1.</summary>
    [Range(0.0, 1.0)]
    public double RefModelMixupAlpha { get; init; } = 1.0;

    /// <summary>Passes over each batch of rollouts. The default value is 1.</summary>
    [Range(1, 100)]
    public int NumIterations { get; init; } = 1;

    /// <summary>Optimizer steps each pass is split into. The default value is 1.</summary>
    [Range(1, 4096)]
    public int NumMiniBatches { get; init; } = 1;

    /// <summary>Leaves completions that were cut at the length limit out of the loss. The default value is false.</summary>
    public bool MaskTruncatedCompletions { get; init; }

    /// <summary>Keeps sampling prompts until the batch is full of groups whose rewards differ (DAPO). The default value is false.</summary>
    public bool DynamicSampling { get; init; }

    /// <summary>Most rounds of dynamic sampling in one step. The default value is 10.</summary>
    [Range(1, 1000)]
    public int DynamicSamplingMaxRounds { get; init; } = 10;

    /// <summary>
    /// Whether a group's part of the first optimizer step needs nothing of other groups' rewards, and does not depend on which
    /// of them share its micro-batch: then it can be computed while those are awaited.
    /// </summary>
    internal bool GroupsStandAlone =>
        this is { DynamicSampling: false, NumMiniBatches: 1, UseKlInReward: false, TopEntropyQuantile: >= 1 }
        && MultiObjectiveAggregation == RewardAggregation.SumThenNormalize
        && EffectiveAggregation != LossAggregation.TokenMean
        && AdvantageEstimator switch
        {
            AdvantageEstimator.ReinforcePlusPlus or AdvantageEstimator.ReinforcePlusPlusSamples => false,
            AdvantageEstimator.Group => ScaleRewards != RewardScale.Batch,
            _ => true,
        };

    /// <summary>How tokens are averaged: the named one, or the one that belongs to <see cref="LossType"/>.</summary>
    internal LossAggregation EffectiveAggregation =>
        Aggregation
        ?? LossType switch
        {
            LossType.Bnpo => LossAggregation.TokenMean,
            LossType.Dapo or LossType.Cispo => LossAggregation.StepTokenMean,
            LossType.DrGrpo => LossAggregation.MaxLength,
            _ => LossAggregation.SequenceMean,
        };
}

/// <summary>How a group's rewards become advantages.</summary>
public enum AdvantageEstimator
{
    /// <summary>(r − μ)/(σ + ε), with σ by <see cref="GrpoOptions.ScaleRewards"/> (GRPO, Dr. GRPO).</summary>
    Group,

    /// <summary>r minus the mean of the others: G/(G − 1)·(r − μ).</summary>
    Rloo,

    /// <summary>r − μ, then whitened over all tokens of the batch (REINFORCE++ with baseline).</summary>
    ReinforcePlusPlus,

    /// <summary>r − μ, then whitened over all samples of the batch.</summary>
    ReinforcePlusPlusSamples,

    /// <summary>Only the best of a group counts, by its lead over the second: (r_max − r_2nd)/(σ + ε).</summary>
    PassAtK,

    /// <summary>(r − μ)/μ.</summary>
    Maxrl,

    /// <summary>r minus the length-weighted mean (OPO).</summary>
    Opo,
}

/// <summary>Which standard deviation divides advantages.</summary>
public enum RewardScale
{
    /// <summary>The group's.</summary>
    Group,

    /// <summary>That of all rewards of the batch.</summary>
    Batch,

    /// <summary>None: r − μ (Dr. GRPO).</summary>
    None,
}

/// <summary>How several rewards become one advantage.</summary>
public enum RewardAggregation
{
    /// <summary>The weighted sum is normalised.</summary>
    SumThenNormalize,

    /// <summary>Each reward is normalised within its group, then summed with weights, then normalised over the batch (GDPO).</summary>
    NormalizeThenSum,
}

/// <summary>The loss of one token.</summary>
public enum LossType
{
    /// <summary>PPO clip, averaged per sequence (DeepSeekMath, arXiv 2402.03300).</summary>
    Grpo,

    /// <summary>PPO clip, averaged over the tokens of the micro-batch.</summary>
    Bnpo,

    /// <summary>PPO clip, averaged over the tokens of the whole optimizer step (arXiv 2503.14476).</summary>
    Dapo,

    /// <summary>PPO clip, summed and divided by a constant length (arXiv 2503.20783).</summary>
    DrGrpo,

    /// <summary>Capped ratio as a constant weight on log π (arXiv 2506.13585).</summary>
    Cispo,

    /// <summary>A smooth gate instead of a clip (arXiv 2511.20347).</summary>
    Sapo,

    /// <summary>Geometric mean of the sequence's ratios, clipped in log space (arXiv 2507.20673).</summary>
    Gmpo,

    /// <summary>−A·log π, without a ratio.</summary>
    Reinforce,
}

/// <summary>How the losses of tokens become one number. All but <see cref="TokenMean"/> do not depend on how a step is cut into micro-batches.</summary>
public enum LossAggregation
{
    /// <summary>Mean over sequences of the mean over tokens.</summary>
    SequenceMean,

    /// <summary>Mean over the tokens of the micro-batch.</summary>
    TokenMean,

    /// <summary>Mean over the tokens of the optimizer step.</summary>
    StepTokenMean,

    /// <summary>Sum divided by sequences × maximum length.</summary>
    MaxLength,

    /// <summary>Mean over sequences of the sum over tokens.</summary>
    SequenceSum,
}

/// <summary>What an importance ratio belongs to.</summary>
public enum RatioLevel
{
    /// <summary>A token.</summary>
    Token,

    /// <summary>A sequence: exp of the mean log ratio (GSPO, arXiv 2507.18071).</summary>
    Sequence,
}

/// <summary>Estimators of KL(policy ‖ reference) from one sample, with d = log ref − log π.</summary>
public enum KlEstimator
{
    /// <summary>−d: unbiased, noisy.</summary>
    K1,

    /// <summary>d²/2: biased, little noise.</summary>
    K2,

    /// <summary>e^d − d − 1: unbiased and never negative.</summary>
    K3,
}
