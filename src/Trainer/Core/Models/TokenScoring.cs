using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>
/// Log-probability and entropy of one target per state without ever holding all logits: a chunk of rows at a time,
/// computed again in the backward pass. With z = logits / T and p = softmax(z):
/// ∂logp/∂z = onehot − p and ∂H/∂z = −p·(log p + H).
/// </summary>
internal sealed class TokenScoring : autograd.MultiTensorFunction<TokenScoring>
{
    /// <summary>Logits held at once: 2 MB in float32, which stays in a large cache.</summary>
    private const long ChunkElements = 1 << 19;

    /// <summary>Rows of a chunk at least: each chunk reads the whole matrix, which a large vocabulary must not do per token.</summary>
    private const long ChunkRows = 64;

    /// <inheritdoc />
    public override string Name => nameof(TokenScoring);

    /// <summary>Scores the targets; differentiable in states and weight.</summary>
    public static TokenScores Score(Tensor states, Tensor weight, Tensor targets, double temperature, bool withEntropy)
    {
        if (!is_grad_enabled() || !(states.requires_grad || weight.requires_grad))
        {
            var (logProbs, entropy) = ScoreChunks(states, weight, targets, temperature, withEntropy);
            return new TokenScores(logProbs, entropy);
        }

        var outputs = GraphMemory.Left(apply(states, weight, targets, temperature, withEntropy));
        return new TokenScores(outputs[0], withEntropy ? outputs[1] : null);
    }

    /// <inheritdoc />
    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (states, weight, targets) = ((Tensor)vars[0], (Tensor)vars[1], (Tensor)vars[2]);
        var (temperature, withEntropy) = ((double)vars[3], (bool)vars[4]);
        GraphMemory.Enter(ctx);
        ctx.save_for_backward([states, weight, targets]);
        ctx.save_data("temperature", temperature);
        ctx.save_data("entropy", withEntropy);
        ctx.save_data("learnsWeight", weight.requires_grad);
        var (logProbs, entropy) = ScoreChunks(states, weight, targets, temperature, withEntropy);
        return entropy is null ? [logProbs] : [logProbs, entropy];
    }

    /// <inheritdoc />
    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
    {
        using var outer = NewDisposeScope();
        using var noGrad = no_grad();
        var saved = ctx.get_saved_variables();
        var (states, weight, targets) = (saved[0], saved[1], saved[2]);
        var temperature = (double)ctx.get_data("temperature");
        var withEntropy = (bool)ctx.get_data("entropy");
        var stateGrad = empty_like(states);
        var learnsWeight = (bool)ctx.get_data("learnsWeight");
        // A matrix as large as the vocabulary is not built beside the gradient it is added to.
        var gathered = learnsWeight && weight.is_leaf ? weight.grad : null;
        var weightGrad = gathered ?? (learnsWeight ? zeros_like(weight) : null);

        foreach (var (start, count) in Chunks(states.size(0), weight.size(0)))
        {
            using var scope = NewDisposeScope();
            var rows = states.narrow(0, start, count);
            var logs = LogSoftmax(rows, weight, temperature); // (count, vocabulary)
            var given = grad_outputs[0].narrow(0, start, count).unsqueeze(1);
            Tensor slope;
            if (withEntropy)
            {
                var probabilities = logs.exp();
                var entropy = -(probabilities * logs).sum(1, keepdim: true);
                var givenEntropy = grad_outputs[1].narrow(0, start, count).unsqueeze(1);
                slope = logs.add_(entropy).mul_(givenEntropy).add_(given).mul_(probabilities).neg_();
            }
            else
            {
                slope = logs.exp_().mul_(-given);
            }

            slope.scatter_add_(1, targets.narrow(0, start, count).unsqueeze(1), given);
            var logitGrad = slope.div_(temperature).to(weight.dtype);
            stateGrad.narrow(0, start, count).copy_(logitGrad.mm(weight));
            weightGrad?.addmm_(logitGrad.t(), rows);
        }

        var ownGrad = gathered is null ? weightGrad?.MoveToOuterDisposeScope() : null;
        return GraphMemory.Pass(ctx, grad_outputs, stateGrad.MoveToOuterDisposeScope(), ownGrad!, null!, null!, null!);
    }

    private static (Tensor LogProbs, Tensor? Entropy) ScoreChunks(
        Tensor states,
        Tensor weight,
        Tensor targets,
        double temperature,
        bool withEntropy
    )
    {
        using var outer = NewDisposeScope();
        using var noGrad = no_grad();
        var logProbs = empty(states.size(0), dtype: ScalarType.Float32, device: states.device);
        var entropy = withEntropy ? empty_like(logProbs) : null;
        foreach (var (start, count) in Chunks(states.size(0), weight.size(0)))
        {
            using var scope = NewDisposeScope();
            var logs = LogSoftmax(states.narrow(0, start, count), weight, temperature);
            var chosen = logs.gather(1, targets.narrow(0, start, count).unsqueeze(1)).squeeze(1);
            logProbs.narrow(0, start, count).copy_(chosen);
            entropy?.narrow(0, start, count).copy_((logs.exp() * logs).sum(1).neg_());
        }

        return (logProbs.MoveToOuterDisposeScope(), entropy?.MoveToOuterDisposeScope());
    }

    private static Tensor LogSoftmax(Tensor states, Tensor weight, double temperature)
    {
        var logits = nn.functional.linear(states, weight).to(ScalarType.Float32);
        if (temperature != 1)
        {
            logits.div_(temperature);
        }

        return logits.sub_(logits.logsumexp(1, keepdim: true));
    }

    /// <summary>States that are scored at once.</summary>
    internal static long RowsOf(long vocabulary) => Math.Max(ChunkRows, ChunkElements / vocabulary);

    private static IEnumerable<(long Start, long Count)> Chunks(long rows, long vocabulary)
    {
        var size = RowsOf(vocabulary);
        for (long start = 0; start < rows; start += size)
        {
            yield return (start, Math.Min(size, rows - start));
        }
    }
}
