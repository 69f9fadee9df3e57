using System.Text.Json;

namespace R1Code.Trainer.Models;

/// <summary>Spellings of newer Hugging Face files, brought to the one spelling the rest of the code reads.</summary>
internal static class ConfigAliases
{
    /// <summary>Moves <c>dtype</c> to <c>torch_dtype</c> and <c>rope_parameters</c> to <c>rope_theta</c> and <c>rope_scaling</c>.</summary>
    public static ModelConfig Resolve(ModelConfig config)
    {
        if (config.Other is null)
        {
            return config;
        }

        if (config.TorchDtype is null && config.Other.Remove("dtype", out var dtype))
        {
            config = config with { TorchDtype = dtype.ValueKind == JsonValueKind.Null ? null : dtype.ToString() };
        }

        if (config.Other!.Remove("rope_parameters", out var rope) && rope.ValueKind == JsonValueKind.Object)
        {
            config = ReadRope(config, rope);
        }

        return config;
    }

    private static ModelConfig ReadRope(ModelConfig config, JsonElement rope)
    {
        var theta = rope.TryGetProperty("rope_theta", out var value) ? value.GetDouble() : config.RopeTheta;
        if (rope.TryGetProperty("partial_rotary_factor", out var partial))
        {
            config.Other!["partial_rotary_factor"] = partial;
        }

        var scaling = rope.Deserialize<RopeScaling>(RopeScaling.Json);
        return config with
        {
            RopeTheta = theta,
            RopeScaling = scaling?.Kind is null or "default" ? config.RopeScaling : scaling,
        };
    }
}
