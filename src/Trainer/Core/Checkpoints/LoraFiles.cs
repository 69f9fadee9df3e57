using System.Text.Json;
using System.Text.Json.Nodes;
using R1Code.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Checkpoints;

/// <summary>Adapters in PEFT's files: <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</summary>
public static class LoraFiles
{
    internal const string ConfigFile = "adapter_config.json";
    internal const string WeightsFile = "adapter_model.safetensors";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes a model's adapters alone.</summary>
    /// <param name="folder">An existing folder.</param>
    /// <param name="model">A model with adapters.</param>
    public static void Save(string folder, DecoderModel model) => Save(new Checksums(folder), model);

    /// <summary>Puts saved adapters beside a model's projections.</summary>
    /// <param name="folder">A folder with PEFT's files.</param>
    /// <param name="model">The model they were trained for, without adapters.</param>
    /// <exception cref="InvalidDataException">A file is missing or damaged, asks for something not supported, or does not fit.</exception>
    public static void Load(string folder, DecoderModel model)
    {
        var path = Path.Combine(folder, ConfigFile);
        using var reader = new SafetensorsReader(Path.Combine(folder, WeightsFile));
        Lora.Attach(model, ReadOptions(path, reader), seed: 0);
        var tensors = Tensors(model).ToDictionary();
        var foreign = reader.Entries.Keys.Where(name => !tensors.ContainsKey(name)).ToArray();
        if (foreign.Length > 0)
        {
            throw new InvalidDataException(
                $"{Path.Combine(folder, WeightsFile)}: tensor \"{foreign[0]}\" and {foreign.Length - 1} more belong to no adapter that {ConfigFile} names."
            );
        }

        foreach (var (name, tensor) in tensors)
        {
            reader.CopyTo(name, tensor);
        }
    }

    internal static void Save(Checksums sums, DecoderModel model)
    {
        var options = model.Adapters ?? throw new InvalidOperationException("The model has no adapters to save.");
        sums.Record(WeightsFile, SafetensorsWriter.Write(sums.PathOf(WeightsFile), Tensors(model)));
        var config = new JsonObject
        {
            ["alpha_pattern"] = new JsonObject(),
            ["base_model_name_or_path"] = options.BaseModelNameOrPath,
            ["bias"] = "none",
            ["fan_in_fan_out"] = false,
            ["inference_mode"] = true,
            ["init_lora_weights"] = true,
            ["layers_pattern"] = null,
            ["layers_to_transform"] = null,
            ["lora_alpha"] = options.LoraAlpha,
            ["lora_dropout"] = 0.0,
            ["modules_to_save"] = null,
            ["peft_type"] = "LORA",
            ["r"] = options.R,
            ["rank_pattern"] = new JsonObject(),
            ["revision"] = null,
            ["target_modules"] = new JsonArray([.. options.TargetModules.Select(name => (JsonNode)name)]),
            ["task_type"] = "CAUSAL_LM",
            ["use_dora"] = false,
            ["use_rslora"] = options.UseRslora,
        };
        sums.WriteText(ConfigFile, config.ToJsonString(Indented) + "\n");
    }

    private static IEnumerable<KeyValuePair<string, Tensor>> Tensors(DecoderModel model)
    {
        foreach (var (name, projection) in model.Projections())
        {
            if (projection.Adapter is { } adapter)
            {
                yield return new($"base_model.model.{name}.lora_A.weight", adapter.Down);
                yield return new($"base_model.model.{name}.lora_B.weight", adapter.Up);
            }
        }
    }

    private static LoraOptions ReadOptions(string path, SafetensorsReader weights)
    {
        try
        {
            var config = JsonNode.Parse(File.ReadAllText(path))!;
            Require(config["peft_type"]?.GetValue<string>() == "LORA", "peft_type", "must be LORA");
            Require(config["bias"]?.GetValue<string>() is null or "none", "bias", "must be none");
            Require(config["use_dora"]?.GetValue<bool>() is not true, "use_dora", "must be false");
            Require(config["fan_in_fan_out"]?.GetValue<bool>() is not true, "fan_in_fan_out", "must be false");
            Require(config["modules_to_save"] is null or JsonArray { Count: 0 }, "modules_to_save", "must be null");
            foreach (var key in new[] { "rank_pattern", "alpha_pattern" })
            {
                Require(config[key] is null or JsonObject { Count: 0 }, key, "must be empty");
            }

            return new LoraOptions
            {
                R = config["r"]!.GetValue<int>(),
                LoraAlpha = config["lora_alpha"]!.GetValue<double>(),
                UseRslora = config["use_rslora"]?.GetValue<bool>() ?? false,
                TargetModules = Targets(config["target_modules"], weights),
                BaseModelNameOrPath = config["base_model_name_or_path"]?.GetValue<string>(),
            };
        }
        catch (Exception failure)
            when (failure
                    is JsonException
                        or InvalidOperationException
                        or NullReferenceException
                        or FileNotFoundException
            )
        {
            throw new InvalidDataException($"{path}: {failure.Message}", failure);
        }

        void Require(bool holds, string key, string rule)
        {
            if (!holds)
            {
                throw new InvalidDataException($"{path}: \"{key}\" {rule}.");
            }
        }
    }

    // PEFT also takes a pattern or "all-linear"; which projections that came to, the weights themselves tell.
    private static List<string> Targets(JsonNode? stated, SafetensorsReader weights) =>
        stated is JsonArray names
            ? [.. names.Select(name => name!.GetValue<string>())]
            :
            [
                .. weights
                    .Entries.Keys.Where(name => name.EndsWith(".lora_A.weight", StringComparison.Ordinal))
                    .Select(name => name.Split('.')[^3])
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal),
            ];
}
