using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>down(silu(gate(x)) · up(x)).</summary>
internal sealed class FeedForward : nn.Module
{
    public FeedForward(ModelConfig config, Device device, ScalarType type)
        : base(nameof(FeedForward))
    {
        (var parts, StackedWeight, _) = Projection.Stacked(
            config.HiddenSize,
            [config.IntermediateSize, config.IntermediateSize],
            bias: false,
            device,
            type
        );
        (Gate, Up) = (parts[0], parts[1]);
        Down = new Projection(config.IntermediateSize, config.HiddenSize, bias: false, device, type);
        register_module("gate_proj", Gate);
        register_module("up_proj", Up);
        register_module("down_proj", Down);
    }

    public Projection Gate { get; }

    public Projection Up { get; }

    public Projection Down { get; }

    /// <summary>Gate and up weights below each other: the storage the two parameters are rows of.</summary>
    public Tensor StackedWeight { get; }

    public Tensor Forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var gated = nn.functional.silu(Gate.Forward(input)) * Up.Forward(input);
        return Down.Forward(gated).MoveToOuterDisposeScope();
    }
}
