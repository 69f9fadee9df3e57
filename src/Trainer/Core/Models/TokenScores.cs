using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>What a model says about given tokens.</summary>
/// <param name="LogProbs">Log-probability of each token, float32.</param>
/// <param name="Entropy">Entropy in nats of each token's distribution, float32; null where it was not asked for.</param>
public sealed record TokenScores(Tensor LogProbs, Tensor? Entropy)
{
    /// <summary>The same change to both tensors.</summary>
    internal TokenScores Select(Func<Tensor, Tensor> change) =>
        new(change(LogProbs), Entropy is null ? null : change(Entropy));

    /// <summary>Hands both tensors to the scope outside the current one.</summary>
    internal TokenScores MoveToOuterScope() => Select(tensor => tensor.MoveToOuterDisposeScope());
}
