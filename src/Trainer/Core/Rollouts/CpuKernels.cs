using System.Numerics;
using System.Runtime.InteropServices;

namespace R1Code.Trainer.Rollouts;

/// <summary>
/// The small arithmetic of a decoding step in vectors, where calling a tensor library costs more than computing. Float32,
/// rows of contiguous memory.
/// </summary>
internal static class CpuKernels
{
    private static int Lanes => Vector<float>.Count;

    /// <summary>output ← weight · input, or output += weight · input; weight is (outputs, inputs) by rows.</summary>
    public static void MultiplyVector(
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> input,
        Span<float> output,
        bool accumulate
    )
    {
        var width = input.Length;
        var row = 0;
        // Four rows share each load of the input and keep four streams of weights going: memory is the limit here.
        for (; row + 4 <= output.Length; row += 4)
        {
            var w0 = weight.Slice(row * width, width);
            var w1 = weight.Slice((row + 1) * width, width);
            var w2 = weight.Slice((row + 2) * width, width);
            var w3 = weight.Slice((row + 3) * width, width);
            Vector<float> a0 = default,
                a1 = default,
                a2 = default,
                a3 = default;
            ref var x = ref MemoryMarshal.GetReference(input);
            ref var r0 = ref MemoryMarshal.GetReference(w0);
            ref var r1 = ref MemoryMarshal.GetReference(w1);
            ref var r2 = ref MemoryMarshal.GetReference(w2);
            ref var r3 = ref MemoryMarshal.GetReference(w3);
            var i = 0;
            for (; i + Lanes <= width; i += Lanes)
            {
                var v = Vector.LoadUnsafe(ref x, (nuint)i);
                a0 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref r0, (nuint)i), v, a0);
                a1 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref r1, (nuint)i), v, a1);
                a2 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref r2, (nuint)i), v, a2);
                a3 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref r3, (nuint)i), v, a3);
            }

            Put(output, row, Vector.Sum(a0) + DotFrom(w0, input, i), accumulate);
            Put(output, row + 1, Vector.Sum(a1) + DotFrom(w1, input, i), accumulate);
            Put(output, row + 2, Vector.Sum(a2) + DotFrom(w2, input, i), accumulate);
            Put(output, row + 3, Vector.Sum(a3) + DotFrom(w3, input, i), accumulate);
        }

        for (; row < output.Length; row++)
        {
            Put(output, row, Dot(weight.Slice(row * width, width), input), accumulate);
        }
    }

    /// <summary>output ← input / sqrt(mean(input²) + ε) · weight. Input and output may be the same.</summary>
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

    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        Vector<float> s0 = default,
            s1 = default;
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b[..a.Length]);
        var i = 0;
        for (; i + 2 * Lanes <= a.Length; i += 2 * Lanes)
        {
            s0 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref x, (nuint)i), Vector.LoadUnsafe(ref y, (nuint)i), s0);
            var next = (nuint)(i + Lanes);
            s1 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref x, next), Vector.LoadUnsafe(ref y, next), s1);
        }

        return Vector.Sum(s0 + s1) + DotFrom(a, b, i);
    }

    private static float DotFrom(ReadOnlySpan<float> a, ReadOnlySpan<float> b, int start)
    {
        float sum = 0;
        for (var i = start; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void Put(Span<float> output, int at, float value, bool accumulate) =>
        output[at] = accumulate ? output[at] + value : value;
}
