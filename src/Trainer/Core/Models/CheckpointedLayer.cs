using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>
/// One layer of which only the input is kept for the backward pass, where the layer is computed again. The layer's
/// parameters collect their gradients in that second pass.
/// </summary>
internal sealed class CheckpointedLayer : autograd.SingleTensorFunction<CheckpointedLayer>
{
    /// <inheritdoc />
    public override string Name => nameof(CheckpointedLayer);

    public static Tensor Forward(DecoderLayer layer, Tensor states, Rotation rotation, Tensor? bias)
    {
        // Where only adapters learn, the embedding's output needs no gradient, and the layer's output would need none.
        var input = states.requires_grad ? states : states.detach().requires_grad_(true);
        return apply(input, layer, rotation.Cos, rotation.Sin, bias!);
    }

    /// <inheritdoc />
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (states, layer, cos, sin, bias) = (
            (Tensor)vars[0],
            (DecoderLayer)vars[1],
            (Tensor)vars[2],
            (Tensor)vars[3],
            (Tensor?)vars[4]
        );
        ctx.save_data("layer", layer);
        ctx.save_for_backward(bias is null ? [states, cos, sin] : [states, cos, sin, bias]);
        return layer.Forward(states, new Rotation(cos, sin), bias);
    }

    /// <inheritdoc />
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var saved = ctx.get_saved_variables();
        var layer = (DecoderLayer)ctx.get_data("layer");
        var states = saved[0].detach().requires_grad_(true);
        using (enable_grad())
        {
            var output = layer.Forward(states, new Rotation(saved[1], saved[2]), saved.Count > 3 ? saved[3] : null);
            autograd.backward([output], [grad_output]);
        }

        return [states.grad!.MoveToOuterDisposeScope(), null!, null!, null!, null!];
    }
}
