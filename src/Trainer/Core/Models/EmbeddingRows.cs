using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>
/// Rows of a matrix. Their gradient is added straight to the matrix's own where there is one: a gradient as large as the
/// vocabulary is not built beside it.
/// </summary>
internal sealed class EmbeddingRows : autograd.SingleTensorFunction<EmbeddingRows>
{
    /// <inheritdoc />
    public override string Name => nameof(EmbeddingRows);

    /// <summary>(vocabulary, hidden) and (count) to (count, hidden).</summary>
    public static Tensor Of(Tensor weight, Tensor ids) =>
        is_grad_enabled() && weight.requires_grad ? GraphMemory.Left(apply(weight, ids)) : weight.index_select(0, ids);

    /// <inheritdoc />
    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var (weight, ids) = ((Tensor)vars[0], (Tensor)vars[1]);
        GraphMemory.Enter(ctx);
        ctx.save_for_backward([weight, ids]);
        return weight.index_select(0, ids);
    }

    /// <inheritdoc />
    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var saved = ctx.get_saved_variables();
        var (weight, ids) = (saved[0], saved[1]);
        var gathered = weight.is_leaf ? weight.grad : null;
        var gradient = gathered ?? zeros_like(weight);
        gradient.index_add_(0, ids, grad_output, 1);
        return GraphMemory.Pass(
            ctx,
            [grad_output],
            gathered is null ? gradient.MoveToOuterDisposeScope() : null!,
            null!
        );
    }
}
