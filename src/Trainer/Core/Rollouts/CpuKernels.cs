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

    /// <summary>output ← weight · input, or output += weight · input; weight is (outputs, inputs) by rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyVector(
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> input,
        Span<float> output,
        bool accumulate
    )
    {
        // One row after the other: memory is the limit here, and it is read fastest straight through.
        var width = input.Length;
        for (var row = 0; row < output.Length; row++)
        {
            var value = Dot(weight.Slice(row * width, width), input);
            output[row] = accumulate ? output[row] + value : value;
        }
    }

    /// <summary>output ← input / sqrt(mean(input²) + ε) · weight. Input and output may be the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void RmsNorm(ReadOnlySpan<float> input, ReadOnlySpan<float> weight, float epsilon, Span<float> output)
    {
        var scale = 1 / MathF.Sqrt(Dot(input, input) / input.Length + epsilon);
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

    /// <summary>Scores to shares that sum to one, in place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(Span<float> scores)
    {
        var highest = float.NegativeInfinity;
        foreach (var score in scores)
        {
            highest = MathF.Max(highest, score);
        }

        var sums = Vector<float>.Zero;
        var i = 0;
        for (; i + Lanes <= scores.Length; i += Lanes)
        {
            var share = Vector.Exp(new Vector<float>(scores[i..]) - new Vector<float>(highest));
            share.CopyTo(scores[i..]);
            sums += share;
        }

        var sum = Vector.Sum(sums);
        for (; i < scores.Length; i++)
        {
            sum += scores[i] = MathF.Exp(scores[i] - highest);
        }

        var scale = 1 / sum;
        for (i = 0; i < scores.Length; i++)
        {
            scores[i] *= scale;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector<float> s0 = default,
            s1 = default,
            s2 = default,
            s3 = default;
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b[..a.Length]);
        var i = 0;
        for (; i + 4 * Lanes <= a.Length; i += 4 * Lanes)
        {
            var (p0, p1, p2, p3) = ((nuint)i, (nuint)(i + Lanes), (nuint)(i + 2 * Lanes), (nuint)(i + 3 * Lanes));
            s0 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref x, p0), Vector.LoadUnsafe(ref y, p0), s0);
            s1 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref x, p1), Vector.LoadUnsafe(ref y, p1), s1);
            s2 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref x, p2), Vector.LoadUnsafe(ref y, p2), s2);
            s3 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref x, p3), Vector.LoadUnsafe(ref y, p3), s3);
        }

        var sum = Vector.Sum((s0 + s1) + (s2 + s3));
        for (; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
