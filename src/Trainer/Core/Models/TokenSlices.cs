using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>
/// Functions that treat each token by itself, computed a few tokens at a time, so that what they need meanwhile stays small
/// whatever the micro-batch.
/// </summary>
internal static class TokenSlices
{
    /// <summary>Tokens of a slice: enough for matrix products at full speed.</summary>
    internal const long Tokens = 512;

    /// <summary>Where to cut so that a slice has about <see cref="Tokens"/> tokens, at least one item each.</summary>
    public static IEnumerable<(long Start, long Count)> Of(long items, long tokensPerItem)
    {
        var size = Math.Max(1, Tokens / tokensPerItem);
        for (long start = 0; start < items; start += size)
        {
            yield return (start, Math.Min(size, items - start));
        }
    }

    /// <summary>Writes the function of the input, (…, hidden), into the output, which may be the input itself.</summary>
    public static void Compute(Func<Tensor, Tensor> function, Tensor input, Tensor output)
    {
        using var scope = NewDisposeScope();
        var (from, to) = (input.view(-1, input.size(-1)), output.view(-1, output.size(-1))); // (tokens, hidden)
        foreach (var (start, count) in Of(from.size(0), 1))
        {
            using var slice = NewDisposeScope();
            to.narrow(0, start, count).copy_(function(from.narrow(0, start, count)));
        }
    }

    /// <summary>
    /// The gradient of the input from that of the output, with the function computed again and let go slice by slice. Its
    /// parameters collect their gradients meanwhile.
    /// </summary>
    public static Tensor Backward(Func<Tensor, Tensor> function, Tensor input, Tensor slope)
    {
        var flat = input.detach().view(-1, input.size(-1));
        var given = slope.reshape(flat.shape);
        var result = empty_like(flat);
        foreach (var (start, count) in Of(flat.size(0), 1))
        {
            using var slice = NewDisposeScope();
            using var grad = enable_grad();
            var tokens = flat.narrow(0, start, count).detach().requires_grad_(true);
            autograd.backward([function(tokens)], [given.narrow(0, start, count)]);
            using var noGrad = no_grad();
            result.narrow(0, start, count).copy_(tokens.grad!);
        }

        return result.view(input.shape);
    }
}
