using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>
/// Who may look at whom, beyond "not at the future". Owns its tensors; make one per batch and dispose it, or leave it to
/// the dispose scope it was made in.
/// </summary>
public sealed class AttentionContext : IDisposable
{
    private readonly Tensor? _allowed;

    private AttentionContext(Tensor? allowed, Tensor? positionIds, int? positions = null)
    {
        _allowed = allowed;
        PositionIds = positionIds;
        Positions = positions;
    }

    /// <summary>Every token sees itself and what stands before it. Right-padded rows need no more: what pads comes after.</summary>
    public static AttentionContext Causal { get; } = new(null, null);

    /// <summary>The positions that go with the mask, (batch, time), or null for 0, 1, 2, …</summary>
    public Tensor? PositionIds { get; }

    /// <summary>How many different positions a row has at most, where that is known to be fewer than its tokens.</summary>
    internal int? Positions { get; }

    /// <summary>For rows padded on either side.</summary>
    /// <param name="attentionMask">True or 1 at real tokens, (batch, time).</param>
    public static AttentionContext FromPadding(Tensor attentionMask)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var real = attentionMask.to(ScalarType.Bool);
        var positions = real.to(ScalarType.Int64).cumsum(1).sub_(1).clamp_(0);
        return Create(real.unsqueeze(1), positions); // (batch, 1, time): nobody looks at padding
    }

    /// <summary>For several sequences packed into each row: a token sees only its own sequence, whose positions start at 0.</summary>
    /// <param name="segments">Which sequence of the row each token belongs to, (batch, time), int64, not decreasing along a row.</param>
    public static AttentionContext FromSegments(Tensor segments)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var time = segments.size(1);
        var same = segments.unsqueeze(2).eq(segments.unsqueeze(1)); // (batch, time, time)
        var index = arange(time, device: segments.device).unsqueeze(0).expand_as(segments);
        var starts = segments.ne(segments.roll(1, 1));
        starts.select(1, 0).fill_(true);
        var positions = index - index.mul(starts).cummax(1).values;
        return Create(same, positions);
    }

    /// <summary>
    /// For rows that begin with a shared part and go on with several branches: a token sees the shared part and its own
    /// branch.
    /// </summary>
    /// <param name="branches">0 for the shared part, then which branch each token belongs to, (batch, time), int64.</param>
    /// <param name="positionIds">Each token's position, counted through the shared part and its branch, (batch, time), int64.</param>
    /// <param name="positions">Above every position.</param>
    internal static AttentionContext FromBranches(Tensor branches, Tensor positionIds, int positions)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var seen = branches.unsqueeze(1); // (batch, 1, time)
        var visible = branches.unsqueeze(2).eq(seen).logical_or_(seen.eq(0));
        return Create(visible, positionIds.clone(), positions);
    }

    /// <summary>The additive mask for scores, (batch, 1, time, time), or null where the causal rule alone holds.</summary>
    internal Tensor? Bias(ScalarType type)
    {
        if (_allowed is null)
        {
            return null;
        }

        return zeros(_allowed.shape, dtype: type, device: _allowed.device)
            .masked_fill_(_allowed.logical_not(), float.NegativeInfinity)
            .unsqueeze(1);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_allowed is not null)
        {
            _allowed.Dispose();
            PositionIds?.Dispose();
        }
    }

    private static AttentionContext Create(Tensor visible, Tensor positionIds, int? positions = null)
    {
        var time = positionIds.size(1);
        var causal = ones(time, time, dtype: ScalarType.Bool, device: positionIds.device).tril();
        // Padding sees itself: a row without anything to see would be 0/0 and poison the gradients.
        var self = eye(time, dtype: ScalarType.Bool, device: positionIds.device);
        var allowed = visible.logical_and(causal).logical_or(self);
        return new AttentionContext(
            allowed.MoveToOuterDisposeScope(),
            positionIds.MoveToOuterDisposeScope(),
            positions
        );
    }
}
