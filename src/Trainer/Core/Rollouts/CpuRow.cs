using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace R1Code.Trainer.Rollouts;

/// <summary>
/// One row's keys and values and its attention. Keys lie by dimension, (key heads, head_dim, tokens), so that a vector holds
/// one dimension of neighbouring tokens and scores need no sums across lanes; values lie by token,
/// (key heads, tokens, head_dim), so that the mix stays in registers.
/// </summary>
internal sealed class CpuRow
{
    private readonly float[][] _keys;
    private readonly float[][] _values;
    private readonly int _keyHeads;
    private readonly int _width;
    private float[] _shares = [];
    private int _capacity;

    public CpuRow(int layers, int keyHeads, int width)
    {
        (_keyHeads, _width) = (keyHeads, width);
        _keys = new float[layers][];
        _values = new float[layers][];
    }

    /// <summary>How many tokens the row holds.</summary>
    public int Length { get; set; }

    /// <summary>Starts the row with computed keys and values, (layers, 2, 1, key heads, length, head_dim).</summary>
    public void Load(Tensor prefix)
    {
        using var scope = NewDisposeScope();
        Length = 0;
        var length = (int)prefix.size(4);
        Reserve(length + 64);
        var keys = prefix.select(1, 0).transpose(-1, -2).contiguous(); // (layers, 1, key heads, head_dim, length)
        var values = prefix.select(1, 1).contiguous(); // (layers, 1, key heads, length, head_dim)
        for (var layer = 0; layer < _keys.Length; layer++)
        {
            Spread(Floats(keys, layer), length, _keys[layer], _capacity);
            Spread(Floats(values, layer), length * _width, _values[layer], _capacity * _width);
        }

        Length = length;
    }

    /// <summary>Makes room for tokens up to a length.</summary>
    public void Reserve(int length)
    {
        if (length <= _capacity)
        {
            return;
        }

        var capacity = Math.Max(length, 2 * _capacity);
        for (var layer = 0; layer < _keys.Length; layer++)
        {
            var keys = new float[_keyHeads * _width * capacity];
            var values = new float[_keyHeads * _width * capacity];
            if (Length > 0)
            {
                Move(_keys[layer], _capacity, keys, capacity, Length);
                Move(_values[layer], _capacity * _width, values, capacity * _width, Length * _width);
            }

            (_keys[layer], _values[layer]) = (keys, values);
        }

        _shares = new float[_keyHeads * capacity];
        _capacity = capacity;
    }

    /// <summary>
    /// Takes one key head's part of the next token's key and value, (head_dim) each, and mixes the values of all tokens by how
    /// well their keys answer each query. Key heads may be taken by different threads. <see cref="Length"/> counts
    /// the token only once every layer has had it.
    /// </summary>
    /// <param name="layer">Which layer.</param>
    /// <param name="keyHead">Which key head.</param>
    /// <param name="queries">(queries of the key head, head_dim), rotated.</param>
    /// <param name="key">The token's key, rotated.</param>
    /// <param name="value">The token's value.</param>
    /// <param name="output">(queries of the key head, head_dim).</param>
    public void Attend(
        int layer,
        int keyHead,
        ReadOnlySpan<float> queries,
        ReadOnlySpan<float> key,
        ReadOnlySpan<float> value,
        Span<float> output
    )
    {
        var block = _capacity * _width;
        var keys = _keys[layer].AsSpan(keyHead * block, block);
        var values = _values[layer].AsSpan(keyHead * block, block);
        for (var i = 0; i < key.Length; i++)
        {
            keys[i * _capacity + Length] = key[i];
        }

        value.CopyTo(values[(Length * _width)..]);
        var shares = _shares.AsSpan(keyHead * _capacity, Length + 1);
        for (var at = 0; at < queries.Length; at += _width)
        {
            Score(queries.Slice(at, _width), keys, shares);
            CpuKernels.Softmax(shares);
            Mix(shares, values, output.Slice(at, _width));
        }
    }

    /// <summary>scores[t] ← Σ query[d] · keys[d, t] / √head_dim.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Score(ReadOnlySpan<float> query, ReadOnlySpan<float> keys, Span<float> scores)
    {
        var scale = 1 / MathF.Sqrt(_width);
        var lanes = Vector<float>.Count;
        ref var k = ref MemoryMarshal.GetReference(keys);
        var token = 0;
        for (; token + 4 * lanes <= scores.Length; token += 4 * lanes)
        {
            Vector<float> s0 = default,
                s1 = default,
                s2 = default,
                s3 = default;
            for (var d = 0; d < query.Length; d++)
            {
                var q = new Vector<float>(query[d]);
                var at = (nuint)(d * _capacity + token);
                s0 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref k, at), q, s0);
                s1 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref k, at + (nuint)lanes), q, s1);
                s2 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref k, at + (nuint)(2 * lanes)), q, s2);
                s3 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref k, at + (nuint)(3 * lanes)), q, s3);
            }

            (s0 * scale).CopyTo(scores[token..]);
            (s1 * scale).CopyTo(scores[(token + lanes)..]);
            (s2 * scale).CopyTo(scores[(token + 2 * lanes)..]);
            (s3 * scale).CopyTo(scores[(token + 3 * lanes)..]);
        }

        for (; token < scores.Length; token += lanes)
        {
            // The block's end may be nearer than a vector; what is read beyond the row's tokens is not stored.
            var left = Math.Min(lanes, scores.Length - token);
            if (token + lanes <= _capacity)
            {
                Vector<float> s = default;
                for (var d = 0; d < query.Length; d++)
                {
                    s = Vector.FusedMultiplyAdd(
                        Vector.LoadUnsafe(ref k, (nuint)(d * _capacity + token)),
                        new Vector<float>(query[d]),
                        s
                    );
                }

                s *= scale;
                for (var i = 0; i < left; i++)
                {
                    scores[token + i] = s[i];
                }

                continue;
            }

            for (var i = token; i < scores.Length; i++)
            {
                float sum = 0;
                for (var d = 0; d < query.Length; d++)
                {
                    sum += query[d] * keys[d * _capacity + i];
                }

                scores[i] = sum * scale;
            }
        }
    }

    /// <summary>output ← Σ shares[t] · values[t].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Mix(ReadOnlySpan<float> shares, ReadOnlySpan<float> values, Span<float> output)
    {
        var lanes = Vector<float>.Count;
        ref var v = ref MemoryMarshal.GetReference(values);
        var d = 0;
        for (; d + 4 * lanes <= _width; d += 4 * lanes)
        {
            Vector<float> s0 = default,
                s1 = default,
                s2 = default,
                s3 = default;
            for (var token = 0; token < shares.Length; token++)
            {
                var share = new Vector<float>(shares[token]);
                var at = (nuint)(token * _width + d);
                s0 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref v, at), share, s0);
                s1 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref v, at + (nuint)lanes), share, s1);
                s2 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref v, at + (nuint)(2 * lanes)), share, s2);
                s3 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref v, at + (nuint)(3 * lanes)), share, s3);
            }

            s0.CopyTo(output[d..]);
            s1.CopyTo(output[(d + lanes)..]);
            s2.CopyTo(output[(d + 2 * lanes)..]);
            s3.CopyTo(output[(d + 3 * lanes)..]);
        }

        if (d < _width)
        {
            output[d..].Clear();
            for (var token = 0; token < shares.Length; token++)
            {
                CpuKernels.AddScaled(output[d..], values.Slice(token * _width + d, _width - d), shares[token]);
            }
        }
    }

    private static ReadOnlySpan<float> Floats(Tensor tensor, int layer)
    {
        var all = MemoryMarshal.Cast<byte, float>(tensor.bytes);
        var part = all.Length / (int)tensor.size(0);
        return all.Slice(layer * part, part);
    }

    /// <summary>Copies runs that lie back to back to places a stride apart.</summary>
    private static void Spread(ReadOnlySpan<float> runs, int run, Span<float> target, int stride)
    {
        for (var i = 0; i * run < runs.Length; i++)
        {
            runs.Slice(i * run, run).CopyTo(target[(i * stride)..]);
        }
    }

    private static void Move(ReadOnlySpan<float> source, int oldStride, Span<float> target, int stride, int run)
    {
        for (var i = 0; i * oldStride < source.Length; i++)
        {
            source.Slice(i * oldStride, run).CopyTo(target[(i * stride)..]);
        }
    }
}
