using R1Code.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Rollouts;

/// <summary>
/// Decoding in float32 on the CPU by kernels of our own: many rows' matrix products are the tensor library's, everything else is
/// done here, so that a step is not hundreds of library calls. Each row keeps its own keys and values, at its own length:
/// nothing is padded, masked or moved. Up to <see cref="CpuProducts.MostRows"/> rows, a row's numbers depend neither on the
/// others nor on how many threads share the work.
/// </summary>
internal sealed class CpuDecoder : IDecoder
{
    /// <summary>Below this much arithmetic, splitting work between threads costs more than it brings.</summary>
    private const long SmallWork = 50_000;

    private readonly ModelConfig _config;
    private readonly RotaryEmbedding _rotary;
    private readonly CpuTeam _team = new(get_num_threads());
    private readonly CpuLayer[] _layers;
    private readonly FloatBlock _embedding;
    private readonly FloatBlock _lastNorm;
    private readonly CpuMatrix _head;
    private readonly List<CpuRow> _rows = [];
    private readonly Stack<CpuRow> _free = [];
    private readonly CpuBuffer _states;
    private readonly CpuBuffer _normed;
    private readonly CpuBuffer _stacked;
    private readonly CpuBuffer _mixed;
    private readonly CpuBuffer _both;
    private readonly CpuBuffer _gated;
    private readonly CpuBuffer _logits;

    public CpuDecoder(DecoderModel model, InferenceModel inference, int maxRows)
    {
        (_config, _rotary) = (model.Config, model.Rotary);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var queries = Heads * Width;
        _states = new CpuBuffer(maxRows, _config.HiddenSize);
        _normed = new CpuBuffer(maxRows, _config.HiddenSize);
        _stacked = new CpuBuffer(maxRows, queries + 2 * KeyHeads * Width);
        _mixed = new CpuBuffer(maxRows, queries);
        _both = new CpuBuffer(maxRows, 2 * _config.IntermediateSize);
        _gated = new CpuBuffer(maxRows, _config.IntermediateSize);
        _logits = new CpuBuffer(maxRows, _config.VocabSize);
        _layers = [.. inference.Layers.Select(layer => new CpuLayer(layer))];
        _embedding = new FloatBlock(model.Stack.Embedding);
        _lastNorm = new FloatBlock(model.Stack.Norm.Weight);
        _head = new CpuMatrix(model.HeadWeight);
    }

    private int Heads => _config.NumAttentionHeads;

    private int KeyHeads => _config.KeyValueHeads;

    private int Width => _config.HeadWidth;

    private CpuBuffer[] Buffers => [_states, _normed, _stacked, _mixed, _both, _gated, _logits];

    /// <summary>Whether this decoder can run a model: a matrix must also fit the 2 GB a span can address.</summary>
    public static bool Fits(DecoderModel model) =>
        model.Device.type == DeviceType.CPU
        && model.Type == ScalarType.Float32
        && 4L * model.Config.HiddenSize * Math.Max(model.Config.VocabSize, 2L * model.Config.IntermediateSize)
            < int.MaxValue;

    public void AddRow(Tensor prefix)
    {
        var row = _free.TryPop(out var used) ? used : new CpuRow(_config.NumHiddenLayers, KeyHeads, Width);
        row.Load(prefix);
        _rows.Add(row);
    }

    public void RemoveRow(int row)
    {
        _free.Push(_rows[row]);
        _rows[row] = _rows[^1];
        _rows.RemoveAt(_rows.Count - 1);
    }

    public Tensor Step(long[] lastIds, double temperature)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        Begin(lastIds);
        for (var index = 0; index < _layers.Length; index++)
        {
            var layer = _layers[index];
            Normalize(layer.InputNorm);
            Multiply(_normed, layer.QueryKeyValue, _stacked);
            Attend(index);
            Multiply(_mixed, layer.Output, _states, accumulate: true);
            AddBias(layer.OutputBias);

            Normalize(layer.PostAttentionNorm);
            Multiply(_normed, layer.GateUp, _both);
            Gate();
            Multiply(_gated, layer.Down, _states, accumulate: true);
        }

        Normalize(_lastNorm);
        Multiply(_normed, _head, _logits);
        ForEachRow(8L * _config.VocabSize, row => CpuKernels.Softmax(_logits.Row(row), (float)(1 / temperature)));
        foreach (var row in _rows)
        {
            row.Length++;
        }

        return _logits.Rows.alias().MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        _team.Dispose();
        _head.Dispose();
        foreach (var layer in _layers)
        {
            layer.Dispose();
        }

        foreach (var buffer in Buffers)
        {
            buffer.Dispose();
        }
    }

    /// <summary>The tokens' embeddings, and room for them in every row.</summary>
    private void Begin(long[] lastIds)
    {
        // The library's own threads need the cores where it multiplies.
        _team.Watches = _rows.Count <= CpuProducts.MostRows;
        _rotary.Reserve(_rows.Max(row => row.Length) + 1);
        foreach (var buffer in Buffers)
        {
            buffer.Use(_rows.Count);
        }

        for (var row = 0; row < _rows.Count; row++)
        {
            _embedding.Slice((int)lastIds[row] * _config.HiddenSize, _config.HiddenSize).CopyTo(_states.Row(row));
            _rows[row].Reserve(_rows[row].Length + 1);
        }
    }

    private void Normalize(FloatBlock weight)
    {
        for (var row = 0; row < _rows.Count; row++)
        {
            CpuKernels.RmsNorm(_states.Row(row), weight.All, (float)_config.RmsNormEps, _normed.Row(row));
        }
    }

    private void AddBias(FloatBlock? bias)
    {
        for (var row = 0; bias is not null && row < _rows.Count; row++)
        {
            CpuKernels.Add(_states.Row(row), bias.Value.All);
        }
    }

    /// <summary>target ← input · weightᵀ, or target += input · weightᵀ.</summary>
    private void Multiply(CpuBuffer input, CpuMatrix matrix, CpuBuffer target, bool accumulate = false)
    {
        if (_rows.Count > CpuProducts.MostRows)
        {
            target.Rows.addmm_(input.Rows, matrix.Turned, beta: accumulate ? 1 : 0, alpha: 1);
            return;
        }

        Share(
            matrix.Outputs,
            (long)matrix.Inputs * _rows.Count,
            (start, end) =>
                CpuProducts.Multiply(
                    matrix.Weight.Slice(start * matrix.Inputs, (end - start) * matrix.Inputs),
                    input.InUse,
                    matrix.Inputs,
                    target.InUse[start..],
                    matrix.Outputs,
                    accumulate
                )
        );
    }

    /// <summary>Biases, head norms, rotation, the cache's new entries and attention.</summary>
    private void Attend(int index)
    {
        var work = (long)_rows.Max(row => row.Length + 1) * (Heads / KeyHeads) * Width * 4;
        Share(
            _rows.Count * KeyHeads,
            work,
            (start, end) =>
            {
                for (var part = start; part < end; part++)
                {
                    Attend(index, part / KeyHeads, part % KeyHeads);
                }
            }
        );
    }

    /// <summary>One key head of one row, and the queries that it serves.</summary>
    private void Attend(int index, int at, int keyHead)
    {
        var (layer, row) = (_layers[index], _rows[at]);
        var shared = Heads / KeyHeads;
        var queries = Part(keyHead * shared, shared);
        var key = Part(Heads + keyHead, 1);
        var value = Part(Heads + KeyHeads + keyHead, 1);
        var (cos, sin) = _rotary.RowOf(row.Length);
        for (var head = 0; head < shared; head++)
        {
            Turn(queries.Slice(head * Width, Width), layer.QueryNorm);
        }

        Turn(key, layer.KeyNorm);
        row.Attend(index, keyHead, queries, key, value, _mixed.Row(at).Slice(keyHead * queries.Length, queries.Length));

        Span<float> Part(int head, int count)
        {
            var part = _stacked.Row(at).Slice(head * Width, count * Width);
            if (layer.QueryKeyValueBias is { } bias)
            {
                CpuKernels.Add(part, bias.Slice(head * Width, part.Length));
            }

            return part;
        }

        void Turn(Span<float> head, FloatBlock? norm)
        {
            if (norm is { } weight)
            {
                CpuKernels.RmsNorm(head, weight.All, (float)_config.RmsNormEps, head);
            }

            CpuKernels.Rotate(head, cos.Span, sin.Span);
        }
    }

    private void Gate()
    {
        var inner = _config.IntermediateSize;
        ForEachRow(
            8L * inner,
            row => CpuKernels.GateUp(_both.Row(row)[..inner], _both.Row(row)[inner..], _gated.Row(row))
        );
    }

    private void ForEachRow(long work, Action<int> act) =>
        Share(
            _rows.Count,
            work,
            (start, end) =>
            {
                for (var row = start; row < end; row++)
                {
                    act(row);
                }
            }
        );

    /// <summary>Cuts a range into parts for the team, or does it here where it is little.</summary>
    private void Share(int count, long workPerItem, Action<int, int> work)
    {
        if (_team.Threads == 1 || count * workPerItem < SmallWork)
        {
            work(0, count);
            return;
        }

        // More parts than threads: a core that other programs use takes fewer of them.
        var parts = Math.Min(count, 4 * _team.Threads);
        _team.Run(parts, part => work((int)((long)count * part / parts), (int)((long)count * (part + 1) / parts)));
    }
}
