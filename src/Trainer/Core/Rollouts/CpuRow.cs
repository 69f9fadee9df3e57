namespace R1Code.Trainer.Rollouts;

/// <summary>One row's keys and values, (tokens, key heads, head_dim) per layer, and room for its attention shares.</summary>
internal sealed class CpuRow
{
    private readonly float[][] _keys;
    private readonly float[][] _values;
    private readonly int _stride;
    private readonly int _heads;
    private float[] _shares;
    private int _capacity;

    public CpuRow(int layers, int keyHeads, int headWidth, int heads, int capacity)
    {
        (_stride, _heads, _capacity) = (keyHeads * headWidth, heads, capacity);
        _keys = [.. Enumerable.Range(0, layers).Select(_ => new float[capacity * _stride])];
        _values = [.. Enumerable.Range(0, layers).Select(_ => new float[capacity * _stride])];
        _shares = new float[heads * capacity];
    }

    /// <summary>How many tokens the row holds.</summary>
    public int Length { get; set; }

    public Span<float> KeysOf(int layer) => _keys[layer];

    public Span<float> ValuesOf(int layer) => _values[layer];

    /// <summary>Makes room for tokens up to a length.</summary>
    public void Reserve(int length)
    {
        if (length <= _capacity)
        {
            return;
        }

        _capacity = Math.Max(length, 2 * _capacity);
        for (var layer = 0; layer < _keys.Length; layer++)
        {
            Array.Resize(ref _keys[layer], _capacity * _stride);
            Array.Resize(ref _values[layer], _capacity * _stride);
        }

        _shares = new float[_heads * _capacity];
    }

    /// <summary>Mixes the values of all tokens, the new one included, by how well their keys answer each query.</summary>
    /// <param name="layer">Which layer.</param>
    /// <param name="query">(heads, head_dim), rotated.</param>
    /// <param name="keyHeads">Key heads; each serves a block of queries.</param>
    /// <param name="output">(heads, head_dim).</param>
    public void Attend(int layer, ReadOnlySpan<float> query, int keyHeads, Span<float> output)
    {
        var (count, width, shared) = (Length + 1, _stride / keyHeads, _heads / keyHeads);
        var scale = 1 / MathF.Sqrt(width);
        var (keys, values, shares) = (_keys[layer], _values[layer], _shares);
        for (var token = 0; token < count; token++)
        {
            for (var head = 0; head < _heads; head++)
            {
                var key = keys.AsSpan(token * _stride + head / shared * width, width);
                shares[head * count + token] = CpuKernels.Dot(query.Slice(head * width, width), key) * scale;
            }
        }

        for (var head = 0; head < _heads; head++)
        {
            CpuKernels.Softmax(shares.AsSpan(head * count, count));
        }

        output.Clear();
        for (var token = 0; token < count; token++)
        {
            for (var head = 0; head < _heads; head++)
            {
                var value = values.AsSpan(token * _stride + head / shared * width, width);
                CpuKernels.AddScaled(output.Slice(head * width, width), value, shares[head * count + token]);
            }
        }
    }
}
