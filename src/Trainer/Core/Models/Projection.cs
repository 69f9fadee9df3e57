using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>A linear layer whose weight may be rows of a matrix it shares with its neighbours, with an optional adapter.</summary>
internal sealed class Projection : nn.Module
{
    public Projection(Tensor weight, Tensor? bias)
        : base(nameof(Projection))
    {
        Weight = new Parameter(weight);
        register_parameter("weight", Weight);
        if (bias is not null)
        {
            Bias = new Parameter(bias);
            register_parameter("bias", Bias);
        }
    }

    public Projection(long inputs, long outputs, bool bias, Device device, ScalarType type)
        : this(
            zeros(outputs, inputs, dtype: type, device: device),
            bias ? zeros(outputs, dtype: type, device: device) : null
        ) { }

    public Parameter Weight { get; }

    public Parameter? Bias { get; }

    /// <summary>The low-rank correction in training, or null.</summary>
    public LoraLayer? Adapter { get; private set; }

    /// <summary>Puts a correction beside the weight.</summary>
    public void Attach(LoraLayer adapter)
    {
        Adapter = adapter;
        register_module("adapter", adapter);
    }

    public Tensor Forward(Tensor input)
    {
        var output = nn.functional.linear(input, Weight, Bias);
        return Adapter is null ? output : output + Adapter.Forward(input);
    }

    /// <summary>The weight with the adapter merged in; the weight itself where there is none.</summary>
    public Tensor MergedWeight() => Adapter is null ? Weight : Adapter.MergeInto(Weight);

    /// <summary>Several projections of one input whose weights lie below each other in one matrix.</summary>
    /// <returns>The projections, and the matrix and bias that hold all of them.</returns>
    public static (Projection[] Parts, Tensor Weight, Tensor? Bias) Stacked(
        long inputs,
        long[] outputs,
        bool bias,
        Device device,
        ScalarType type
    )
    {
        var weight = zeros(outputs.Sum(), inputs, dtype: type, device: device);
        var biases = bias ? zeros(outputs.Sum(), dtype: type, device: device) : null;
        var parts = new Projection[outputs.Length];
        long row = 0;
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = new Projection(weight.narrow(0, row, outputs[i]), biases?.narrow(0, row, outputs[i]));
            row += outputs[i];
        }

        return (parts, weight, biases);
    }
}
