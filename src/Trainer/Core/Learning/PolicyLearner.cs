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
    int padId,
    GradientWorkers? workers = null
)
{
    private readonly GradientWorkers _workers = workers ?? new GradientWorkers(model);
    private readonly PolicyObjective _objective = new(algorithm, rollout, padId);

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
    ) => Update(EpisodeWaves.Known(episodes), reference, learningRate, order);

    /// <summary>As above; the first optimizer step begins with the waves that have come while others are awaited.</summary>
    /// <param name="waves">The batch; more than one wave needs one mini-batch and groups that stand alone.</param>
    /// <param name="reference">What KL is measured against; null where β is 0.</param>
    /// <param name="learningRate">Of every optimizer step of this batch.</param>
    /// <param name="order">Decides which episodes share a mini-batch.</param>
    /// <exception cref="LearningException">A loss or a gradient is not finite.</exception>
    public PolicyUpdate Update(EpisodeWaves waves, ReferencePolicy? reference, double learningRate, SeededRandom order)
    {
        if (waves.Waves.Count > 1 && !algorithm.GroupsStandAlone)
        {
            throw new ArgumentException($"{waves.Waves.Count} waves where groups do not stand alone", nameof(waves));
        }

        var episodes = waves.Episodes;
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
                Step(waves, old, mini, reference, learningRate, update);
            }
        }

        return update;
    }

    private void Step(
        EpisodeWaves waves,
        IReadOnlyList<IReadOnlyList<float>>? old,
        int[] mini,
        ReferencePolicy? reference,
        double learningRate,
        PolicyUpdate update
    )
    {
        waves.Await(0);
        StepTotals totals;
        IReadOnlyList<PolicyGradient> parts;
        do
        {
            // Episodes still awaited count as rewarded. Where one turns out not to be, and that changes a divisor, the step
            // is computed again with what is known then.
            totals = Totals(waves, mini);
            optimizer.ZeroGrad();
            parts = Gradients(waves, waves.AllCame ? [mini] : waves.Waves, old, reference, totals);
        } while (totals != Totals(waves, mini));

        update.Add(parts);
        var norm = optimizer.ClipGradientNorm(options.MaxGradNorm > 0 ? options.MaxGradNorm : double.PositiveInfinity);
        if (!double.IsFinite(update.Loss) || !double.IsFinite(norm))
        {
            throw new LearningException($"loss {update.Loss}, gradient norm {norm}: not finite; lower learning_rate");
        }

        if (parts.Count > 0)
        {
            optimizer.Step(learningRate);
        }

        update.GradientNorms.Add(norm);
    }

    private IReadOnlyList<PolicyGradient> Gradients(
        EpisodeWaves waves,
        IReadOnlyList<int[]> indices,
        IReadOnlyList<IReadOnlyList<float>>? old,
        ReferencePolicy? reference,
        StepTotals totals
    )
    {
        _ = reference?.Of(_workers.Count - 1); // made before threads ask for it
        using var step = _workers.Begin<PolicyGradient>();
        for (var wave = 0; wave < indices.Count; wave++)
        {
            waves.Await(wave, step.Computing);
            // Workers read these while later waves come.
            var episodes = waves.Episodes.ToArray();
            var moving = indices[wave].Where(i => Moves(waves, i));
            foreach (var micro in EpisodeRow.MicroBatches(episodes, moving, options.MicroBatchTokens, _workers.Count))
            {
                step.Add(
                    (own, worker) => _objective.Backward(own, reference?.Of(worker), episodes, micro, old, totals)
                );
            }
        }

        return step.End();
    }

    private StepTotals Totals(EpisodeWaves waves, int[] mini) =>
        new(
            Math.Max(1, mini.Length),
            mini.Where(i => Counts(waves, i)).Sum(i => (long)waves.Episodes[i].CompletionTokens.Count),
            rollout.MaxCompletionLength
        );

    private bool Counts(EpisodeWaves waves, int index) =>
        waves.MayBeRewarded(index)
        && waves.Episodes[index].CompletionTokens.Count > 0
        && !(algorithm.MaskTruncatedCompletions && waves.Episodes[index].Truncated);

    // An episode without advantage cannot move the policy unless KL or entropy does; it still counts as divisor.
    // Only a mean over the micro-batch takes its divisor from the rows themselves.
    private bool Moves(EpisodeWaves waves, int index) =>
        Counts(waves, index)
        && (
            algorithm.Beta > 0
            || algorithm.EntropyCoef > 0
            || algorithm.EffectiveAggregation == LossAggregation.TokenMean
            || waves.Episodes[index].Advantage != 0
        );

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
