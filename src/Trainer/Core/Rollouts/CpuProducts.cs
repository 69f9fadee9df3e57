using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace R1Code.Trainer.Rollouts;

/// <summary>
/// Matrix products of a few rows, where a library made for large matrices reaches a fifth of the machine's rate. Every
/// number is summed in the same order wherever it is computed, so it does not depend on the rows beside it or on how the work
/// is cut. Float32, rows of contiguous memory.
/// </summary>
internal static class CpuProducts
{
    /// <summary>Rows and outputs of a tile, whose sums all stay in registers.</summary>
    private const int Tile = 4;

    /// <summary>Rows from which on the library is faster. Without wide registers tiles do not pay.</summary>
    public static int MostRows => Vector512.IsHardwareAccelerated ? 64 : 1;

    /// <summary>output ← input · weightᵀ, or output += input · weightᵀ.</summary>
    /// <param name="weight">(outputs, width).</param>
    /// <param name="input">(rows, width).</param>
    /// <param name="width">Numbers of a row.</param>
    /// <param name="output">Where the first row's first output goes.</param>
    /// <param name="stride">From there to the next row's.</param>
    /// <param name="accumulate">Whether to add to what is there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> input,
        int width,
        Span<float> output,
        int stride,
        bool accumulate
    )
    {
        var (outputs, rows) = (weight.Length / width, input.Length / width);
        Span<float> sums = stackalloc float[Tile * Tile]; // (rows, outputs) of a tile
        var tiledRows = rows / Tile * Tile;
        var tiledOutputs = tiledRows == 0 ? 0 : outputs / Tile * Tile;
        for (var o = 0; o < tiledOutputs; o += Tile)
        {
            var part = weight.Slice(o * width, Tile * width);
            for (var r = 0; r < tiledRows; r += Tile)
            {
                MultiplyTile(part, input.Slice(r * width, Tile * width), width, sums);
                for (var i = 0; i < sums.Length; i++)
                {
                    Put(output, (r + i / Tile) * stride + o + i % Tile, sums[i], accumulate);
                }
            }

            for (var i = 0; i < Tile * (rows - tiledRows); i++)
            {
                var row = tiledRows + i / Tile;
                var sum = Dot(part.Slice(i % Tile * width, width), input.Slice(row * width, width));
                Put(output, row * stride + o + i % Tile, sum, accumulate);
            }
        }

        // For a row or two memory is the limit, and it is read fastest straight through.
        for (var o = tiledOutputs; o < outputs; o++)
        {
            for (var row = 0; row < rows; row++)
            {
                var sum = Dot(weight.Slice(o * width, width), input.Slice(row * width, width));
                Put(output, row * stride + o, sum, accumulate);
            }
        }
    }

    /// <summary>Σ a[i] · b[i].</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining | MethodImplOptions.AggressiveOptimization)]
    public static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        ref var x = ref MemoryMarshal.GetReference(a);
        ref var y = ref MemoryMarshal.GetReference(b[..a.Length]);
        var sums = Vector512<float>.Zero;
        var i = 0;
        for (; i + Vector512<float>.Count <= a.Length; i += Vector512<float>.Count)
        {
            sums = Vector512.FusedMultiplyAdd(
                Vector512.LoadUnsafe(ref x, (nuint)i),
                Vector512.LoadUnsafe(ref y, (nuint)i),
                sums
            );
        }

        return Vector512.Sum(sums) + DotFrom(a, b, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void MultiplyTile(ReadOnlySpan<float> weight, ReadOnlySpan<float> input, int width, Span<float> sums)
    {
        ref var w0 = ref MemoryMarshal.GetReference(weight);
        ref var w1 = ref Unsafe.Add(ref w0, width);
        ref var w2 = ref Unsafe.Add(ref w1, width);
        ref var w3 = ref Unsafe.Add(ref w2, width);
        ref var x0 = ref MemoryMarshal.GetReference(input);
        ref var x1 = ref Unsafe.Add(ref x0, width);
        ref var x2 = ref Unsafe.Add(ref x1, width);
        ref var x3 = ref Unsafe.Add(ref x2, width);
        Vector512<float> s00 = default,
            s01 = default,
            s02 = default,
            s03 = default,
            s10 = default,
            s11 = default,
            s12 = default,
            s13 = default,
            s20 = default,
            s21 = default,
            s22 = default,
            s23 = default,
            s30 = default,
            s31 = default,
            s32 = default,
            s33 = default;
        var i = 0;
        for (; i + Vector512<float>.Count <= width; i += Vector512<float>.Count)
        {
            var at = (nuint)i;
            var (v0, v1) = (Vector512.LoadUnsafe(ref x0, at), Vector512.LoadUnsafe(ref x1, at));
            var (v2, v3) = (Vector512.LoadUnsafe(ref x2, at), Vector512.LoadUnsafe(ref x3, at));
            var u = Vector512.LoadUnsafe(ref w0, at);
            s00 = Vector512.FusedMultiplyAdd(u, v0, s00);
            s01 = Vector512.FusedMultiplyAdd(u, v1, s01);
            s02 = Vector512.FusedMultiplyAdd(u, v2, s02);
            s03 = Vector512.FusedMultiplyAdd(u, v3, s03);
            u = Vector512.LoadUnsafe(ref w1, at);
            s10 = Vector512.FusedMultiplyAdd(u, v0, s10);
            s11 = Vector512.FusedMultiplyAdd(u, v1, s11);
            s12 = Vector512.FusedMultiplyAdd(u, v2, s12);
            s13 = Vector512.FusedMultiplyAdd(u, v3, s13);
            u = Vector512.LoadUnsafe(ref w2, at);
            s20 = Vector512.FusedMultiplyAdd(u, v0, s20);
            s21 = Vector512.FusedMultiplyAdd(u, v1, s21);
            s22 = Vector512.FusedMultiplyAdd(u, v2, s22);
            s23 = Vector512.FusedMultiplyAdd(u, v3, s23);
            u = Vector512.LoadUnsafe(ref w3, at);
            s30 = Vector512.FusedMultiplyAdd(u, v0, s30);
            s31 = Vector512.FusedMultiplyAdd(u, v1, s31);
            s32 = Vector512.FusedMultiplyAdd(u, v2, s32);
            s33 = Vector512.FusedMultiplyAdd(u, v3, s33);
        }

        sums[0] = Vector512.Sum(s00);
        sums[1] = Vector512.Sum(s10);
        sums[2] = Vector512.Sum(s20);
        sums[3] = Vector512.Sum(s30);
        sums[4] = Vector512.Sum(s01);
        sums[5] = Vector512.Sum(s11);
        sums[6] = Vector512.Sum(s21);
        sums[7] = Vector512.Sum(s31);
        sums[8] = Vector512.Sum(s02);
        sums[9] = Vector512.Sum(s12);
        sums[10] = Vector512.Sum(s22);
        sums[11] = Vector512.Sum(s32);
        sums[12] = Vector512.Sum(s03);
        sums[13] = Vector512.Sum(s13);
        sums[14] = Vector512.Sum(s23);
        sums[15] = Vector512.Sum(s33);
        for (var pair = 0; i < width && pair < sums.Length; pair++)
        {
            var (row, output) = (pair / Tile, pair % Tile);
            sums[pair] += DotFrom(weight.Slice(output * width, width), input.Slice(row * width, width), i);
        }
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
