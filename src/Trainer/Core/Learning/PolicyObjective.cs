using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Learning;

/// <summary>
/// What an optimizer step on a policy minimises, a micro-batch at a time. Holds nothing that changes, so that the
/// micro-batches of one step can be computed in any order.
/// </summary>
internal sealed class PolicyObjective(GrpoOptions algorithm, RolloutOptions rollout, int padId)
{
    /// <summary>Forward and backward pass of a micro-batch: its gradient is added to the model's.</summary>
    /// <param name="model">The policy.</param>
    /// <param name="reference">What KL is measured against, or null.</param>
    /// <param name="episodes">All episodes of the batch.</param>
    /// <param name="micro">Which of them, as rows.</param>
    /// <param name="old">Log-probabilities of the policy that sampled; null where that is the policy as it stands.</param>
    /// <param name="totals">Divisors of the step.</param>
    public PolicyGradient Backward(
        DecoderModel model,
        DecoderModel? reference,
        IReadOnlyList<Episode> episodes,
        IReadOnlyList<EpisodeRow> micro,
        IReadOnlyList<IReadOnlyList<float>>? old,
        StepTotals totals
    )
    {
        using var scope = NewDisposeScope();
        var batch = new EpisodeTensors(episodes, micro, padId, model.Device);
        var scores = batch.Score(model, rollout.Temperature, withEntropy: true);
        var oldLogProbs = old is null ? scores.LogProbs.detach() : batch.Lay(old);
        var result = PolicyLoss.Of(
            new PolicyLossInput
            {
                LogProbs = scores.LogProbs,
                OldLogProbs = oldLogProbs,
                ReferenceLogProbs = Anchor(batch, reference),
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

        // TorchSharp cannot run a backward pass through a function of which one output has no gradient at all.
        var loss = algorithm.EntropyCoef == 0 ? result.Loss + 0 * scores.Entropy!.sum() : result.Loss;
        loss.backward();
        return new PolicyGradient(
            loss.ToDouble(),
            old is null ? 0 : LargestDifference(scores.LogProbs, oldLogProbs),
            result.ClippedLow,
            result.ClippedHigh,
            result.KlSum,
            result.EntropySum,
            result.Tokens
        );
    }

    private Tensor? Anchor(EpisodeTensors batch, DecoderModel? reference)
    {
        using var noGrad = no_grad();
        return reference is null ? null : batch.Score(reference, rollout.Temperature).LogProbs;
    }

    private static double LargestDifference(Tensor logProbs, Tensor old)
    {
        using var noGrad = no_grad();
        return (logProbs - old).abs().max().ToDouble();
    }
}

/// <summary>What a micro-batch brought to its step, the gradient itself aside; sums over tokens.</summary>
/// <param name="Loss">Its share of the step's loss.</param>
/// <param name="LogProbDifference">Largest difference between old and present log-probability of a token.</param>
/// <param name="ClippedLow">Tokens clipped below.</param>
/// <param name="ClippedHigh">Tokens clipped above.</param>
/// <param name="KlSum">Divergence from the reference.</param>
/// <param name="EntropySum">Entropies.</param>
/// <param name="Tokens">Tokens that counted.</param>
internal sealed record PolicyGradient(
    double Loss,
    double LogProbDifference,
    double ClippedLow,
    double ClippedHigh,
    double KlSum,
    double EntropySum,
    double Tokens
);
