using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>x / sqrt(mean(x²) + ε) · w over the last dimension, computed in float32.</summary>
internal sealed class RmsNorm : nn.Module
{
    private readonly double _epsilon;

    public RmsNorm(long width, double epsilon, Device device, ScalarType type)
        : base(nameof(RmsNorm))
    {
        _epsilon = epsilon;
        Weight = new Parameter(ones(width, dtype: type, device: device));
        register_parameter("weight", Weight);
    }

    public Parameter Weight { get; }

    public Tensor Forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var wide = input.to(ScalarType.Float32);
        var scale = wide.square().mean([-1], keepdim: true).add_(_epsilon).rsqrt();
        return (wide * scale).to(input.dtype).mul(Weight).MoveToOuterDisposeScope();
    }
}
