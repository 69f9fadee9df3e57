using System.Runtime.InteropServices;
using R1Code.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Rollouts;

/// <summary>
/// Decoding in float32 on the CPU: the tensor library multiplies matrices, everything between is done here, row by row, so
/// that a step costs a handful of library calls instead of hundreds. Each row keeps its own keys and values, at its own
/// length: nothing is padded, masked or moved. One row alone is multiplied here too, at the speed of memory.
/// </summary>
internal sealed class CpuDecoder : IDecoder
{
    /// <summary>Below this much arithmetic, splitting work between threads costs more than it brings.</summary>
    private const long SmallWork = 400_000;

    private readonly ModelConfig _config;
    private readonly DecoderModel _model;
    private readonly InferenceModel _inference;
    private readonly Tensor[] _turned; // per layer: qkv, output, gate-up, down, transposed views; then the head
    private readonly List<CpuRow> _rows = [];
    private readonly Stack<CpuRow> _free = [];
    private readonly Buffer _states;
    private readonly Buffer _normed;
    private readonly Buffer _stacked;
    private readonly Buffer _mixed;
    private readonly Buffer _both;
    private readonly Buffer _gated;
    private readonly Buffer _logits;

    public CpuDecoder(DecoderModel model, InferenceModel inference, int maxRows)
    {
        (_model, _inference, _config) = (model, inference, model.Config);
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var queries = _config.NumAttentionHeads * _config.HeadWidth;
        _states = new Buffer(maxRows, _config.HiddenSize);
        _normed = new Buffer(maxRows, _config.HiddenSize);
        _stacked = new Buffer(maxRows, queries + 2 * _config.KeyValueHeads * _config.HeadWidth);
        _mixed = new Buffer(maxRows, queries);
        _both = new Buffer(maxRows, 2 * _config.IntermediateSize);
        _gated = new Buffer(maxRows, _config.IntermediateSize);
        _logits = new Buffer(maxRows, _config.VocabSize);
        _turned =
        [
            .. inference.Layers.SelectMany(l => new[] { l.QueryKeyValue.t(), l.Output.t(), l.GateUp.t(), l.Down.t() }),
            model.HeadWeight.t(),
        ];
        scope.Detach(_turned);
    }

    private int Heads => _config.NumAttentionHeads;

    private int KeyHeads => _config.KeyValueHeads;

    private int Width => _config.HeadWidth;

    /// <summary>Whether this decoder can run a model: a matrix must also fit the 2 GB a span can address.</summary>
    public static bool Fits(DecoderModel model) =>
        model.Device.type == DeviceType.CPU
        && model.Type == ScalarType.Float32
        && 4L * model.Config.HiddenSize * Math.Max(model.Config.VocabSize, 2L * model.Config.IntermediateSize)
            < int.MaxValue;

    public void AddRow(Tensor prefix)
    {
        var row = _free.TryPop(out var used) ? used : new CpuRow(_config.NumHiddenLayers, Heads, KeyHeads, Width);
        row.Load(prefix);
        _rows.Add(row);
    }

    public void RemoveRow(int row)
    {
        _free.Push(_rows[row]);
        _rows[row] = _rows[^1];
        _rows.RemoveAt(_rows.Count - 1);
    }

    public Tensor Step(long[] lastIds)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (rows, hidden) = (_rows.Count, _config.HiddenSize);
        var longest = _rows.Max(row => row.Length);
        _model.Rotary.Reserve(longest + 1);
        foreach (var buffer in new[] { _states, _normed, _stacked, _mixed, _both, _gated, _logits })
        {
            buffer.Use(rows);
        }

        var embedding = Floats(_model.Stack.Embedding);
        for (var row = 0; row < rows; row++)
        {
            embedding.Slice((int)lastIds[row] * hidden, hidden).CopyTo(_states.Row(row));
            _rows[row].Reserve(_rows[row].Length + 1);
        }

        for (var index = 0; index < _inference.Layers.Count; index++)
        {
            var layer = _inference.Layers[index];
            Normalize(layer.InputNorm);
            Multiply(_normed, layer.QueryKeyValue, 4 * index, _stacked);
            ForEachRow(rows, (long)longest * Heads * Width * 4, row => Attend(index, layer, row));
            Multiply(_mixed, layer.Output, 4 * index + 1, _states, accumulate: true);
            AddBias(layer.OutputBias, _states);

            Normalize(layer.PostAttentionNorm);
            Multiply(_normed, layer.GateUp, 4 * index + 2, _both);
            ForEachRow(
                rows,
                8L * _config.IntermediateSize,
                row =>
                {
                    var inner = _config.IntermediateSize;
                    var both = _both.Row(row);
                    CpuKernels.GateUp(both[..inner], both[inner..], _gated.Row(row));
                }
            );
            Multiply(_gated, layer.Down, 4 * index + 3, _states, accumulate: true);
        }

        Normalize(_model.Stack.Norm);
        Multiply(_normed, _model.HeadWeight, _turned.Length - 1, _logits);
        foreach (var row in _rows)
        {
            row.Length++;
        }

        return _logits.Rows.alias().MoveToOuterDisposeScope();
    }

    public void Dispose()
    {
        foreach (var tensor in _turned)
        {
            tensor.Dispose();
        }

        foreach (var buffer in new[] { _states, _normed, _stacked, _mixed, _both, _gated, _logits })
        {
            buffer.Dispose();
        }
    }

    /// <summary>Biases, head norms, rotation, the cache's new entry and attention of one row.</summary>
    private void Attend(int index, InferenceLayer layer, int at)
    {
        var row = _rows[at];
        var stacked = _stacked.Row(at);
        if (layer.QueryKeyValueBias is not null)
        {
            CpuKernels.Add(stacked, Floats(layer.QueryKeyValueBias));
        }

        var (cos, sin) = _model.Rotary.RowOf(row.Length);
        var queryNorm = layer.QueryNorm is null ? default : Floats(layer.QueryNorm.Weight);
        var keyNorm = layer.KeyNorm is null ? default : Floats(layer.KeyNorm.Weight);
        for (var head = 0; head < Heads + KeyHeads; head++)
        {
            var part = stacked.Slice(head * Width, Width);
            if (layer.QueryNorm is not null)
            {
                CpuKernels.RmsNorm(part, head < Heads ? queryNorm : keyNorm, (float)_config.RmsNormEps, part);
            }

            CpuKernels.Rotate(part, cos.Span, sin.Span);
        }

        var (queries, keys) = (Heads * Width, KeyHeads * Width);
        row.Attend(
            index,
            stacked[..queries],
            stacked.Slice(queries, keys),
            stacked.Slice(queries + keys, keys),
            _mixed.Row(at)
        );
    }

    private void Normalize(RmsNorm norm)
    {
        var weight = Floats(norm.Weight);
        for (var row = 0; row < _rows.Count; row++)
        {
            CpuKernels.RmsNorm(_states.Row(row), weight, (float)_config.RmsNormEps, _normed.Row(row));
        }
    }

    private void AddBias(Tensor? bias, Buffer target)
    {
        for (var row = 0; bias is not null && row < _rows.Count; row++)
        {
            CpuKernels.Add(target.Row(row), Floats(bias));
        }
    }

    /// <summary>target ← input · weightᵀ, or target += input · weightᵀ.</summary>
    private void Multiply(Buffer input, Tensor weight, int turned, Buffer target, bool accumulate = false)
    {
        if (_rows.Count > 1)
        {
            target.Rows.addmm_(input.Rows, _turned[turned], beta: accumulate ? 1 : 0, alpha: 1);
            return;
        }

        var threads = weight.numel() < SmallWork ? 1 : get_num_threads();
        var outputs = (int)weight.size(0);
        if (threads == 1)
        {
            CpuKernels.MultiplyVector(Floats(weight), input.Row(0), target.Row(0), accumulate);
            return;
        }

        // More parts than threads: a core that other programs use takes fewer of them.
        var parts = 4 * threads;
        Parallel.For(
            0,
            parts,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            part =>
            {
                var (start, end) = ((int)((long)outputs * part / parts), (int)((long)outputs * (part + 1) / parts));
                var width = input.Width;
                CpuKernels.MultiplyVector(
                    Floats(weight).Slice(start * width, (end - start) * width),
                    input.Row(0),
                    target.Row(0)[start..end],
                    accumulate
                );
            }
        );
    }

    private static void ForEachRow(int rows, long workPerRow, Action<int> work)
    {
        var threads = rows * workPerRow < SmallWork ? 1 : get_num_threads();
        if (threads == 1)
        {
            for (var row = 0; row < rows; row++)
            {
                work(row);
            }

            return;
        }

        Parallel.For(0, rows, new ParallelOptions { MaxDegreeOfParallelism = threads }, work);
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>Rows of floats that the tensor library and the kernels both work on.</summary>
    private sealed class Buffer : IDisposable
    {
        private readonly Tensor _all;
        private Tensor? _rows;
        private int _count;

        public Buffer(int rows, int width)
        {
            Width = width;
            _all = zeros(rows, width).DetachFromDisposeScope();
        }

        public int Width { get; }

        /// <summary>The rows in use.</summary>
        public Tensor Rows => _rows!;

        public void Use(int rows)
        {
            if (rows != _count)
            {
                _rows?.Dispose();
                _rows = _all.narrow(0, 0, rows).DetachFromDisposeScope();
                _count = rows;
            }
        }

        public Span<float> Row(int row) => Floats(_all).Slice(row * Width, Width);

        public void Dispose()
        {
            _rows?.Dispose();
            _all.Dispose();
        }
    }
}
