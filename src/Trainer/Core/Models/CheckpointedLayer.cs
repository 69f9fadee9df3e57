using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>
/// One layer of which only the input is kept for the backward pass, where the layer is computed again, a slice at a time: a
/// few rows through attention, a few tokens through the feed-forward layer. What is alive besides the input is then as small
/// as a slice whatever the micro-batch. The layer's parameters collect their gradients in that second pass.
/// </summary>
internal sealed class CheckpointedLayer : autograd.SingleTensorFunction<CheckpointedLayer>
{
    /// <inheritdoc />
    public override string Name => nameof(CheckpointedLayer);

    public static Tensor Forward(DecoderLayer layer, Tensor states, Rotation rotation, Tensor? bias)
    {
        // Where only adapters learn, the embedding's output needs no gradient, and the layer's output would need none.
        var input = states.requires_grad ? states : states.detach().requires_grad_(true);
        return GraphMemory.Left(apply(input, layer, rotation.Cos, rotation.Sin, bias!));
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
        GraphMemory.Enter(ctx);
        ctx.save_data("layer", layer);
        ctx.save_for_backward(bias is null ? [states, cos, sin] : [states, cos, sin, bias]);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var output = empty_like(states);
        foreach (var (start, count) in TokenSlices.Of(states.size(0), states.size(1)))
        {
            using var slice = NewDisposeScope();
            var rotation = Rows(new Rotation(cos, sin), start, count);
            output
                .narrow(0, start, count)
                .copy_(layer.Attend(states.narrow(0, start, count), rotation, Rows(bias, start, count)));
        }

        TokenSlices.Compute(layer.Feed, output, output);
        return output.MoveToOuterDisposeScope();
    }

    /// <inheritdoc />
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        var saved = ctx.get_saved_variables();
        var layer = (DecoderLayer)ctx.get_data("layer");
        var (states, rotation, bias) = (saved[0], new Rotation(saved[1], saved[2]), saved.Count > 3 ? saved[3] : null);
        var slope = empty_like(states);
        foreach (var (start, count) in TokenSlices.Of(states.size(0), states.size(1)))
        {
            using var slice = NewDisposeScope();
            using var grad = enable_grad();
            var rows = states.narrow(0, start, count).detach().requires_grad_(true);
            var attended = layer.Attend(rows, Rows(rotation, start, count), Rows(bias, start, count));
            var attendedSlope = TokenSlices.Backward(layer.Feed, attended, grad_output.narrow(0, start, count));
            autograd.backward([attended], [attendedSlope]);
            using var noGrad = no_grad();
            slope.narrow(0, start, count).copy_(rows.grad!);
        }

        return GraphMemory.Pass(ctx, [grad_output], slope.MoveToOuterDisposeScope(), null!, null!, null!, null!);
    }

    // Tables that serve all rows are shared, not cut.
    private static Rotation Rows(Rotation rotation, long start, long count) =>
        new(Rows(rotation.Cos, start, count)!, Rows(rotation.Sin, start, count)!);

    private static Tensor? Rows(Tensor? perRow, long start, long count) =>
        perRow is null || perRow.size(0) == 1 ? perRow : perRow.narrow(0, start, count);
}
