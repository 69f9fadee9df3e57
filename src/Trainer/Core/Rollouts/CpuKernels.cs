using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace R1Code.Trainer.Rollouts;

/// <summary>
/// The small arithmetic of a decoding step in vectors, where calling a tensor library costs more than computing. Float32,
/// rows of contiguous memory. Compiled at full strength at once: unoptimised, the first hundreds of tokens would take five
/// times as long.
/// </summary>
internal static class CpuKernels
{
    private static int Lanes => Vector<float>.Count;

    /// <summary>output ← input / sqrt(mean(input²) + ε) · weight. Input and output may be the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RmsNorm(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, float epsilon, Span<float> output)
    {
        var scale = 1 / MathF.Sqrt(CpuProducts.Dot(input, input) / input.Length + epsilon);
        var i = 0;
        for (; i + Lanes <= input.Length; i += Lanes)
        {
            (new Vector<float>(input[i..]) * scale * new Vector<float>(weight[i..])).CopyTo(output[i..]);
        }

        for (; i < input.Length; i++)
        {
            output[i] = input[i] * scale * weight[i];
        }
    }

    /// <summary>Rotates the pairs (i, i + half) of one head by tables whose first half of sines is negated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Rotate(Span<float> head, ReadOnlySpan<float> cos, ReadOnlySpan<float> signedSin)
    {
        var half = head.Length / 2;
        for (var i = 0; i < half; i++)
        {
            var (a, b) = (head[i], head[i + half]);
            head[i] = a * cos[i] + b * signedSin[i];
            head[i + half] = b * cos[i + half] + a * signedSin[i + half];
        }
    }

    /// <summary>output ← silu(gate) · up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void GateUp(ReadOnlySpan<float> gate, ReadOnlySpan<float> up, Span<float> output)
    {
        var i = 0;
        for (; i + Lanes <= output.Length; i += Lanes)
        {
            var g = new Vector<float>(gate[i..]);
            (g / (Vector<float>.One + Vector.Exp(-g)) * new Vector<float>(up[i..])).CopyTo(output[i..]);
        }

        for (; i < output.Length; i++)
        {
            output[i] = gate[i] / (1 + MathF.Exp(-gate[i])) * up[i];
        }
    }

    /// <summary>target += values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(Span<float> target, ReadOnlySpan<float> values)
    {
        var i = 0;
        for (; i + Lanes <= target.Length; i += Lanes)
        {
            (new Vector<float>(target[i..]) + new Vector<float>(values[i..])).CopyTo(target[i..]);
        }

        for (; i < target.Length; i++)
        {
            target[i] += values[i];
        }
    }

    /// <summary>target += values · factor.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<float> target, ReadOnlySpan<float> values, float factor)
    {
        ref var t = ref MemoryMarshal.GetReference(target);
        ref var v = ref MemoryMarshal.GetReference(values[..target.Length]);
        var scale = new Vector<float>(factor);
        var i = 0;
        for (; i + Lanes <= target.Length; i += Lanes)
        {
            Vector
                .FusedMultiplyAdd(Vector.LoadUnsafe(ref v, (nuint)i), scale, Vector.LoadUnsafe(ref t, (nuint)i))
                .StoreUnsafe(ref t, (nuint)i);
        }

        for (; i < target.Length; i++)
        {
            target[i] += values[i] * factor;
        }
    }

    /// <summary>scores ← softmax(scores · factor). A score that is not a number makes all of them so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(Span<float> scores, float factor = 1)
    {
        var highest = Highest(scores) * factor;
        var (factors, subtrahends) = (new Vector<float>(factor), new Vector<float>(-highest));
        var sums = Vector<float>.Zero;
        var i = 0;
        for (; i + Lanes <= scores.Length; i += Lanes)
        {
            var share = Vector.Exp(Vector.FusedMultiplyAdd(new Vector<float>(scores[i..]), factors, subtrahends));
            share.CopyTo(scores[i..]);
            sums += share;
        }

        var sum = Vector.Sum(sums);
        for (; i < scores.Length; i++)
        {
            sum += scores[i] = MathF.Exp(scores[i] * factor - highest);
        }

        var scale = 1 / sum;
        for (i = 0; i + Lanes <= scores.Length; i += Lanes)
        {
            (new Vector<float>(scores[i..]) * scale).CopyTo(scores[i..]);
        }

        for (; i < scores.Length; i++)
        {
            scores[i] *= scale;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Highest(ReadOnlySpan<float> values)
    {
        var highest = new Vector<float>(float.NegativeInfinity);
        var i = 0;
        for (; i + Lanes <= values.Length; i += Lanes)
        {
            highest = Vector.Max(highest, new Vector<float>(values[i..]));
        }

        var single = float.NegativeInfinity;
        for (var lane = 0; lane < Lanes; lane++)
        {
            single = MathF.Max(single, highest[lane]);
        }

        for (; i < values.Length; i++)
        {
            single = MathF.Max(single, values[i]);
        }

        return single;
    }
}
