using R1Code.Trainer.Checkpoints;
using R1Code.Trainer.Models;
using R1Code.Trainer.Recipes;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Learning;

/// <summary>
/// Supervised fine-tuning: one optimizer step lowers the mean of −log π over the learned tokens of a batch. The batch
/// may be cut into any micro-batches, and its sequences packed into rows, without changing the step.
/// </summary>
/// <param name="model">What learns.</param>
/// <param name="optimizer">How it moves.</param>
/// <param name="options">Micro-batches and clipping.</param>
/// <param name="padId">What fills rows.</param>
/// <param name="packLength">Tokens of the rows that sequences are packed into; null gives each sequence a row.</param>
/// <param name="workers">Who computes its micro-batches; null for the caller's thread.</param>
public sealed class SftLearner(
    DecoderModel model,
    AdamW optimizer,
    OptimizerOptions options,
    int padId,
    int? packLength = null,
    GradientWorkers? workers = null
)
{
    private readonly GradientWorkers _workers = workers ?? new GradientWorkers(model);

    /// <summary>One step on a batch.</summary>
    /// <exception cref="LearningException">The loss or the gradient is not finite.</exception>
    public LearningStats Step(IReadOnlyList<TokenRow> rows, double learningRate)
    {
        var tokens = rows.Sum(row => row.LearnedCount);
        if (packLength is { } length)
        {
            rows = TokenRows.Pack(rows, length);
        }

        optimizer.ZeroGrad();
        var loss = Gradients(rows, tokens).Sum();
        var norm = optimizer.ClipGradientNorm(options.MaxGradNorm > 0 ? options.MaxGradNorm : double.PositiveInfinity);
        if (!double.IsFinite(loss) || !double.IsFinite(norm))
        {
            throw new LearningException($"loss {loss}, gradient norm {norm}: not finite; lower learning_rate");
        }

        optimizer.Step(learningRate);
        return new LearningStats(loss, norm, tokens);
    }

    private IReadOnlyList<double> Gradients(IReadOnlyList<TokenRow> rows, int tokens)
    {
        using var step = _workers.Begin<double>();
        foreach (
            var part in TokenRows.MicroBatches(rows, row => row.Tokens.Length, options.MicroBatchTokens, _workers.Count)
        )
        {
            step.Add((own, _) => Backward(own, part, tokens));
        }

        return step.End();
    }

    private double Backward(DecoderModel own, IReadOnlyList<TokenRow> part, int tokens)
    {
        using var scope = NewDisposeScope();
        var (ids, mask) = TokenRows.Pad(part, padId, own.Device);
        var attention = TokenRows.Attention(part, own.Device);
        var logProbs = own.TokenLogProbs(ids, mask, attention).LogProbs; // (batch, time − 1), zero where not learned
        var share = -logProbs.sum() / tokens;
        share.backward();
        return share.ToDouble();
    }
}

/// <summary>What a supervised step did.</summary>
/// <param name="Loss">Mean −log π per learned token, before the step.</param>
/// <param name="GradientNorm">Before clipping.</param>
/// <param name="Tokens">Learned tokens.</param>
public sealed record LearningStats(double Loss, double GradientNorm, int Tokens);
