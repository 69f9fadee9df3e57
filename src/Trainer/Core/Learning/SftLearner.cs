using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Learning;

/// <summary>
/// Supervised fine-tuning: one optimizer step lowers the mean of −log π over the learned tokens of a batch. The batch
/// may be cut into any micro-batches without changing the step.
/// </summary>
public sealed class SftLearner(DecoderModel model, AdamW optimizer, OptimizerOptions options, int padId)
{
    /// <summary>One step on a batch.</summary>
    /// <exception cref="LearningException">The loss or the gradient is not finite.</exception>
    public LearningStats Step(IReadOnlyList<TokenRow> rows, double learningRate)
    {
        var tokens = rows.Sum(row => row.LearnedCount);
        var loss = 0.0;
        optimizer.ZeroGrad();
        foreach (var micro in TokenRows.MicroBatches(rows, Enumerable.Range(0, rows.Count), options.MicroBatchTokens))
        {
            using var scope = NewDisposeScope();
            var (ids, mask) = TokenRows.Pad([.. micro.Select(i => rows[i])], padId, model.Device);
            var logProbs = model.TokenLogProbs(ids, mask).LogProbs; // (batch, time − 1), zero where not learned
            var part = -logProbs.sum() / tokens;
            part.backward();
            loss += part.ToDouble();
        }

        var norm = optimizer.ClipGradientNorm(options.MaxGradNorm > 0 ? options.MaxGradNorm : double.PositiveInfinity);
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
        {
            throw new LearningException($"loss {loss}, gradient norm {norm}: not finite; lower learning_rate");
        }

        optimizer.Step(learningRate);
        return new LearningStats(loss, norm, tokens);
    }
}

/// <summary>What a supervised step did.</summary>
/// <param name="Loss">Mean −log π per learned token, before the step.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="Tokens">Learned tokens.</param>
public sealed record LearningStats(double Loss, double GradientNorm, int Tokens);
