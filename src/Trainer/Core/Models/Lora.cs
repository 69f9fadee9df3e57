using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Models;

/// <summary>The shape of low-rank adapters, as PEFT's <c>adapter_config.json</c> names it.</summary>
public sealed record LoraOptions
{
    /// <summary>Rows of A and columns of B. The default value is 8.</summary>
    public int R { get; init; } = 8;

    /// <summary>The correction is scaled by this over the rank. The default value is 16.</summary>
    public double LoraAlpha { get; init; } = 16;

    /// <summary>Whether the scale is alpha over the square root of the rank. The default value is false.</summary>
    public bool UseRslora { get; init; }

    /// <summary>Which projections get an adapter. The default is all seven of every layer.</summary>
    public IReadOnlyList<string> TargetModules { get; init; } =
    ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

    /// <summary>
    /// The model they belong to, for programs that load adapters alone. The default is the folder the run's model came from.
    /// </summary>
    public string? BaseModelNameOrPath { get; init; }

    internal double Scale => LoraAlpha / (UseRslora ? Math.Sqrt(R) : R);
}

/// <summary>Low-rank adapters (Hu et al. 2021): the model's own weights stand still, small matrices beside them learn.</summary>
public static class Lora
{
    /// <summary>Freezes the model and puts fresh adapters beside its projections; they then are the parameters that require gradients.</summary>
    /// <param name="model">A model without adapters.</param>
    /// <param name="options">Their shape.</param>
    /// <param name="seed">Where A's random numbers come from.</param>
    /// <exception cref="InvalidDataException">A target is no projection of the model.</exception>
    public static void Attach(DecoderModel model, LoraOptions options, ulong seed)
    {
        if (model.Adapters is not null)
        {
            throw new InvalidOperationException("The model has adapters already.");
        }

        var known = model.Projections().Select(entry => ShortName(entry.Name)).ToHashSet(StringComparer.Ordinal);
        if (options.R < 1 || options.TargetModules.Any(name => !known.Contains(name)))
        {
            throw new InvalidDataException(
                $"LoRA: \"r\" must be positive (is {options.R}) and \"target_modules\" ({string.Join(", ", options.TargetModules)}) must be among {string.Join(", ", known)}."
            );
        }

        using var scope = NewDisposeScope();
        using var generator = new Generator(seed, CPU);
        foreach (var parameter in model.parameters())
        {
            parameter.requires_grad = false;
        }

        foreach (var (name, projection) in model.Projections())
        {
            if (options.TargetModules.Contains(ShortName(name)))
            {
                var adapter = new LoraLayer(projection.Weight, options.R, options.Scale, generator);
                scope.Detach(adapter.parameters());
                projection.Attach(adapter);
            }
        }

        model.Adapters = options;
    }

    /// <summary>A model of its own with the adapters' corrections in its weights; the given one stays as it is.</summary>
    /// <param name="model">A model with adapters.</param>
    public static DecoderModel Merge(DecoderModel model)
    {
        var merged = DecoderModel.Empty(model.Config, model.Device, model.Type);
        merged.GenerationConfig = model.GenerationConfig;
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var corrected = model
            .Projections()
            .ToDictionary(entry => entry.Name + ".weight", entry => entry.Projection.MergedWeight());
        foreach (var ((name, weight), (_, target)) in model.Weights().Zip(merged.Weights()))
        {
            target.copy_(corrected.TryGetValue(name, out var better) ? better : weight);
        }

        return merged;
    }

    private static string ShortName(string name) => name[(name.LastIndexOf('.') + 1)..];
}
