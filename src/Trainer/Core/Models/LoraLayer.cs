using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>A low-rank correction of one projection: x·Aᵀ·Bᵀ·scale.</summary>
internal sealed class LoraLayer : nn.Module
{
    private readonly double _scale;

    public LoraLayer(Parameter down, Parameter up, double scale)
        : base(nameof(LoraLayer))
    {
        (Down, Up, _scale) = (down, up, scale);
        register_parameter("down", Down);
        register_parameter("up", Up);
    }

    /// <summary>A: (rank, inputs).</summary>
    public Parameter Down { get; }

    /// <summary>B: (outputs, rank).</summary>
    public Parameter Up { get; }

    public Tensor Forward(Tensor input) => nn.functional.linear(nn.functional.linear(input, Down), Up) * _scale;

    /// <summary>The weight plus the correction, as a new tensor.</summary>
    public Tensor MergeInto(Tensor weight) => addmm(weight, Up, Down, beta: 1, alpha: (float)_scale);
}
