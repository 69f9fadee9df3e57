using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>A low-rank correction of one projection: x·Aᵀ·Bᵀ·scale. It starts as nothing, since B starts at zero.</summary>
internal sealed class LoraLayer : nn.Module
{
    private readonly double _scale;

    public LoraLayer(Parameter weight, int rank, double scale, Generator generator)
        : base(nameof(LoraLayer))
    {
        _scale = scale;
        var bound = 1 / Math.Sqrt(weight.size(1));
        var random = rand(rank, weight.size(1), generator: generator).mul_(2 * bound).sub_(bound);
        Down = new Parameter(random.to(weight.dtype).to(weight.device));
        Up = new Parameter(zeros(weight.size(0), rank, dtype: weight.dtype, device: weight.device));
        register_parameter("lora_A", Down);
        register_parameter("lora_B", Up);
    }

    /// <summary>A: (rank, inputs).</summary>
    public Parameter Down { get; }

    /// <summary>B: (outputs, rank).</summary>
    public Parameter Up { get; }

    public Tensor Forward(Tensor input) => nn.functional.linear(nn.functional.linear(input, Down), Up) * _scale;

    /// <summary>The weight plus the correction, as a new tensor.</summary>
    public Tensor MergeInto(Tensor weight) => addmm(weight, Up, Down, beta: 1, alpha: (float)_scale);
}
