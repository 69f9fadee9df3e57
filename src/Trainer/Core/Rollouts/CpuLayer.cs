using R1Code.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Rollouts;

/// <summary>A layer's weights where they lie in memory.</summary>
internal sealed class CpuLayer(InferenceLayer layer) : IDisposable
{
    public FloatBlock InputNorm { get; } = new(layer.InputNorm.Weight);

    public CpuMatrix QueryKeyValue { get; } = new(layer.QueryKeyValue);

    public FloatBlock? QueryKeyValueBias { get; } = Block(layer.QueryKeyValueBias);

    public FloatBlock? QueryNorm { get; } = Block(layer.QueryNorm?.Weight);

    public FloatBlock? KeyNorm { get; } = Block(layer.KeyNorm?.Weight);

    public CpuMatrix Output { get; } = new(layer.Output);

    public FloatBlock? OutputBias { get; } = Block(layer.OutputBias);

    public FloatBlock PostAttentionNorm { get; } = new(layer.PostAttentionNorm.Weight);

    public CpuMatrix GateUp { get; } = new(layer.GateUp);

    public CpuMatrix Down { get; } = new(layer.Down);

    /// <inheritdoc />
    public void Dispose()
    {
        QueryKeyValue.Dispose();
        Output.Dispose();
        GateUp.Dispose();
        Down.Dispose();
    }

    private static FloatBlock? Block(Tensor? tensor) => tensor is null ? null : new FloatBlock(tensor);
}

/// <summary>A weight matrix, (outputs, inputs), as memory and as the transposed view that a matrix product takes.</summary>
internal sealed class CpuMatrix : IDisposable
{
    public CpuMatrix(Tensor weight)
    {
        (Outputs, Inputs) = ((int)weight.size(0), (int)weight.size(1));
        Weight = new FloatBlock(weight);
        Turned = weight.t().DetachFromDisposeScope();
    }

    public int Outputs { get; }

    public int Inputs { get; }

    public FloatBlock Weight { get; }

    /// <summary>(inputs, outputs).</summary>
    public Tensor Turned { get; }

    /// <inheritdoc />
    public void Dispose() => Turned.Dispose();
}

/// <summary>Rows of floats that the tensor library and the kernels both work on.</summary>
internal sealed class CpuBuffer : IDisposable
{
    private readonly Tensor _all;
    private readonly FloatBlock _block;
    private Tensor? _rows;
    private int _count;

    public CpuBuffer(int rows, int width)
    {
        Width = width;
        _all = zeros(rows, width).DetachFromDisposeScope();
        _block = new FloatBlock(_all);
    }

    public int Width { get; }

    /// <summary>The rows in use, back to back.</summary>
    public Span<float> InUse => _block.Slice(0, _count * Width);

    /// <summary>The rows in use.</summary>
    public Tensor Rows => _rows!;

    /// <summary>Sets how many rows are in use.</summary>
    public void Use(int rows)
    {
        if (rows != _count)
        {
            _rows?.Dispose();
            _rows = _all.narrow(0, 0, rows).DetachFromDisposeScope();
            _count = rows;
        }
    }

    public Span<float> Row(int row) => _block.Slice(row * Width, Width);

    /// <inheritdoc />
    public void Dispose()
    {
        _rows?.Dispose();
        _all.Dispose();
    }
}
