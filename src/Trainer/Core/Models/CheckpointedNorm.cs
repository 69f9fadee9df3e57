using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>
/// The last norm of a checkpointed stack: as with <see cref="CheckpointedLayer"/> only its input is kept, and it is computed
/// again in the backward pass, a few tokens at a time.
/// </summary>
internal sealed class CheckpointedNorm : autograd.SingleTensorFunction<CheckpointedNorm>
{
    /// <inheritdoc />
    public override string Name => nameof(CheckpointedNorm);

    /// <summary>The normalised states, (…, hidden). The states must need a gradient.</summary>
    public static Tensor Forward(RmsNorm norm, Tensor states) => GraphMemory.Left(apply(states, norm));

    /// <inheritdoc />
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (states, norm) = ((Tensor)vars[0], (RmsNorm)vars[1]);
        GraphMemory.Enter(ctx);
        ctx.save_data("norm", norm);
        ctx.save_for_backward([states]);
        using var noGrad = no_grad();
        var output = empty_like(states);
        TokenSlices.Compute(norm.Forward, states, output);
        return output;
    }

    /// <inheritdoc />
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var (states, norm) = (ctx.get_saved_variables()[0], (RmsNorm)ctx.get_data("norm"));
        var slope = TokenSlices.Backward(norm.Forward, states, grad_output).MoveToOuterDisposeScope();
        return GraphMemory.Pass(ctx, [grad_output], slope, null!);
    }
}
