using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Learning;

/// <summary>
/// Updates a policy from scored episodes: passes × mini-batches, each an optimizer step made of micro-batches whose
/// gradients add up. Log-probabilities are those of the distribution that was sampled (same temperature).
/// </summary>
public sealed class PolicyLearner(
    DecoderModel model,
    AdamW optimizer,
    GrpoOptions algorithm,
    RolloutOptions rollout,
    OptimizerOptions options,
    int padId
)
{
    // With top-p, top-k or min-p the sampler's distribution is cut off; the policy's own is compared instead.
    private bool SampledFromWholeDistribution => rollout is { TopP: >= 1, TopK: 0, MinP: 0 };

    /// <summary>Sum over tokens of the divergence from the reference, per episode; for KL in the reward.</summary>
    public double[] KlSums(IReadOnlyList<Episode> episodes, ReferencePolicy reference)
    {
        var policy = LogProbs(model, episodes);
        var anchor = LogProbs(reference.Model, episodes);
        using var scope = NewDisposeScope();
        return
        [
            .. policy.Zip(
                anchor,
                (p, r) =>
                    p.Length == 0 ? 0 : PolicyLoss.Kl(tensor(p), tensor(r), algorithm.KlEstimator).sum().ToDouble()
            ),
        ];
    }

    /// <summary>All optimizer steps on one batch of episodes.</summary>
    /// <param name="episodes">Scored, with advantages.</param>
    /// <param name="reference">What KL is measured against; null where β is 0.</param>
    /// <param name="learningRate">Of every optimizer step of this batch.</param>
    /// <param name="order">Decides which episodes share a mini-batch.</param>
    /// <exception cref="LearningException">A loss or a gradient is not finite.</exception>
    public PolicyUpdate Update(
        IReadOnlyList<Episode> episodes,
        ReferencePolicy? reference,
        double learningRate,
        SeededRandom order
    )
    {
        var optimizerSteps = algorithm.NumIterations * algorithm.NumMiniBatches;
        IReadOnlyList<IReadOnlyList<float>>? old =
            SampledFromWholeDistribution ? [.. episodes.Select(e => e.LogProbs)]
            : optimizerSteps > 1 ? LogProbs(model, episodes)
            : null;
        var update = new PolicyUpdate();
        for (var pass = 0; pass < algorithm.NumIterations; pass++)
        {
            var shuffled = Enumerable.Range(0, episodes.Count).ToArray();
            if (algorithm.NumMiniBatches > 1)
            {
                order.Shuffle(shuffled);
            }

            foreach (var mini in Split(shuffled, algorithm.NumMiniBatches))
            {
                Step(episodes, old, mini, reference, learningRate, update);
            }
        }

        return update;
    }

    private void Step(
        IReadOnlyList<Episode> episodes,
        IReadOnlyList<IReadOnlyList<float>>? old,
        int[] mini,
        ReferencePolicy? reference,
        double learningRate,
        PolicyUpdate update
    )
    {
        var counted = mini.Where(i => Counts(episodes[i])).ToArray();
        var totals = new StepTotals(
            Math.Max(1, mini.Length),
            counted.Sum(i => (long)episodes[i].CompletionTokens.Count),
            rollout.MaxCompletionLength
        );

        // An episode without advantage cannot move the policy unless KL or entropy does; it still counts as divisor.
        // Only a mean over the micro-batch takes its divisor from the rows themselves.
        var moving =
            algorithm.Beta > 0
            || algorithm.EntropyCoef > 0
            || algorithm.EffectiveAggregation == LossAggregation.TokenMean
                ? counted
                : counted.Where(i => episodes[i].Advantage != 0).ToArray();
        optimizer.ZeroGrad();
        foreach (var micro in EpisodeRow.MicroBatches(episodes, moving, options.MicroBatchTokens))
        {
            using var scope = NewDisposeScope();
            var loss = Loss(episodes, old, micro, reference, totals, update);
            loss.backward();
            update.Loss += loss.ToDouble();
        }

        var norm = optimizer.ClipGradientNorm(options.MaxGradNorm > 0 ? options.MaxGradNorm : double.PositiveInfinity);
        if (!double.IsFinite(update.Loss) || !double.IsFinite(norm))
        {
            throw new LearningException($"loss {update.Loss}, gradient norm {norm}: not finite; lower learning_rate");
        }

        if (moving.Length > 0)
        {
            optimizer.Step(learningRate);
        }

        update.GradientNorms.Add(norm);
    }

    private Tensor Loss(
        IReadOnlyList<Episode> episodes,
        IReadOnlyList<IReadOnlyList<float>>? old,
        IReadOnlyList<EpisodeRow> micro,
        ReferencePolicy? reference,
        StepTotals totals,
        PolicyUpdate update
    )
    {
        var batch = new EpisodeTensors(episodes, micro, padId, model.Device);
        var scores = batch.Score(model, rollout.Temperature, withEntropy: true);
        var oldLogProbs = old is null ? scores.LogProbs.detach() : batch.Lay(old);
        Tensor? anchor = null;
        if (reference is not null)
        {
            using var noGrad = no_grad();
            anchor = batch.Score(reference.Model, rollout.Temperature).LogProbs;
        }

        var result = PolicyLoss.Of(
            new PolicyLossInput
            {
                LogProbs = scores.LogProbs,
                OldLogProbs = oldLogProbs,
                ReferenceLogProbs = anchor,
                Entropy = scores.Entropy,
                Advantages = tensor(
                    batch.Episodes.Select(i => (float)episodes[i].Advantage).ToArray(),
                    device: model.Device
                ),
                Mask = batch.Mask,
            },
            algorithm,
            totals
        );
        update.Add(result);
        if (update.GradientNorms.Count == 0 && old is not null)
        {
            // Before the first step policy and sampler are the same weights: what differs is arithmetic.
            using var noGrad = no_grad();
            update.MaxLogProbDifference = Math.Max(
                update.MaxLogProbDifference,
                (scores.LogProbs - oldLogProbs).abs().max().ToDouble()
            );
        }

        // TorchSharp cannot run a backward pass through a function of which one output has no gradient at all.
        return algorithm.EntropyCoef == 0 ? result.Loss + 0 * scores.Entropy!.sum() : result.Loss;
    }

    private bool Counts(Episode episode) =>
        episode.CompletionTokens.Count > 0
        && episode.Reward is not null
        && !(algorithm.MaskTruncatedCompletions && episode.Truncated);

    private float[][] LogProbs(DecoderModel scorer, IReadOnlyList<Episode> episodes)
    {
        using var noGrad = no_grad();
        var values = new float[episodes.Count][];
        var indices = Enumerable.Range(0, episodes.Count);
        foreach (var micro in EpisodeRow.MicroBatches(episodes, indices, options.MicroBatchTokens))
        {
            using var scope = NewDisposeScope();
            var batch = new EpisodeTensors(episodes, micro, padId, scorer.Device);
            var logProbs = batch.Score(scorer, rollout.Temperature).LogProbs.cpu();
            for (var line = 0; line < batch.Episodes.Count; line++)
            {
                var i = batch.Episodes[line];
                values[i] = logProbs[line].data<float>().ToArray()[..episodes[i].CompletionTokens.Count];
            }
        }

        return values;
    }

    private static IEnumerable<int[]> Split(int[] indices, int parts)
    {
        for (var part = 0; part < parts; part++)
        {
            var (start, end) = (indices.Length * part / parts, indices.Length * (part + 1) / parts);
            yield return indices[start..end];
        }
    }
}

/// <summary>What the optimizer steps on one batch did, for the log. Token figures are over the tokens that were learned from.</summary>
public sealed class PolicyUpdate
{
    private double _clippedLow;
    private double _clippedHigh;
    private double _kl;
    private double _entropy;
    private double _tokens;

    /// <summary>Sum of the optimizer steps' losses.</summary>
    public double Loss { get; internal set; }

    /// <summary>Length of each step's gradient, before clipping.</summary>
    public IList<double> GradientNorms { get; } = [];

    /// <summary>Largest difference between the sampler's log-probability of a token and the learner's, before the first step.</summary>
    public double MaxLogProbDifference { get; internal set; }

    /// <summary>Share of tokens clipped below.</summary>
    public double ClipLow => Mean(_clippedLow);

    /// <summary>Share of tokens clipped above.</summary>
    public double ClipHigh => Mean(_clippedHigh);

    /// <summary>Mean divergence from the reference.</summary>
    public double Kl => Mean(_kl);

    /// <summary>Mean entropy of the policy's distributions, in nats.</summary>
    public double Entropy => Mean(_entropy);

    internal void Add(PolicyLossResult result)
    {
        _clippedLow += result.ClippedLow;
        _clippedHigh += result.ClippedHigh;
        _kl += result.KlSum;
        _entropy += result.EntropySum;
        _tokens += result.Tokens;
    }

    private double Mean(double sum) => _tokens == 0 ? 0 : sum / _tokens;
}
