using System.Text.Json;
using System.Text.Json.Nodes;
using R1Code.Trainer.Learning;
using R1Code.Trainer.Models;
using R1Code.Trainer.Tokenization;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Checkpoints;

/// <summary>
/// A model folder as Hugging Face has it: config.json, generation_config.json, model.safetensors (or shards with an index),
/// tokenizer.json, tokenizer_config.json; for a run also trainer_state.json and optimizer.safetensors. A folder
/// appears complete or not at all, and carries the SHA-256 of its files.
/// </summary>
public static class Checkpoint
{
    /// <summary>The trainer's own state: anything that can be JSON.</summary>
    public const string TrainerStateFile = "trainer_state.json";

    /// <summary>The optimizer's moments.</summary>
    public const string OptimizerFile = "optimizer.safetensors";

    private const string GenerationFile = "generation_config.json";
    private const string WeightsFile = "model.safetensors";
    private const string ChecksumFile = "SHA256SUMS";
    private const long ShardBytes = 5L << 30;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes a folder. One that exists is replaced only when the new one is complete.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="contents">What.</param>
    /// <param name="type">The type weights are written in; null for the model's own.</param>
    /// <param name="shardBytes">The largest weight file; more is split. The default value is 5 GB.</param>
    /// <exception cref="IOException">The disk is full or not writable; what stood at <paramref name="folder"/> still does.</exception>
    public static void Save(
        string folder,
        CheckpointContents contents,
        ScalarType? type = null,
        long shardBytes = ShardBytes
    ) =>
        AtomicFolder.Write(
            folder,
            staging =>
            {
                var sums = new Checksums(staging);
                WriteConfig(sums, contents, type ?? contents.Model.Type);
                WriteWeights(sums, contents.Model, type ?? contents.Model.Type, shardBytes);
                if (contents.Model.Adapters is not null)
                {
                    LoraFiles.Save(sums, contents.Model);
                }

                if (contents.Tokenizer is not null)
                {
                    contents.Tokenizer.Save(staging);
                    sums.Add("tokenizer.json", "tokenizer_config.json");
                }

                if (contents.TrainerState is not null)
                {
                    sums.WriteText(TrainerStateFile, contents.TrainerState.ToJsonString(Indented) + "\n");
                }

                if (contents.Optimizer is not null)
                {
                    sums.Record(OptimizerFile, contents.Optimizer.Save(Path.Combine(staging, OptimizerFile)));
                }

                sums.WriteFile(ChecksumFile);
            }
        );

    /// <summary>Reads a model and its tokenizer, after checking that they fit each other.</summary>
    /// <param name="folder">A checkpoint folder, ours or Hugging Face's.</param>
    /// <param name="device">Where the model shall live; the default is the CPU.</param>
    /// <param name="type">The weights' type in memory. The default value is float32.</param>
    /// <exception cref="InvalidDataException">A file is missing, damaged or does not fit; the message names file and key.</exception>
    public static (DecoderModel Model, Tokenizer Tokenizer) Load(
        string folder,
        Device? device = null,
        ScalarType type = ScalarType.Float32
    )
    {
        Verify(folder);
        RefuseAdapterAlone(folder);
        var config = ModelConfig.Load(folder);
        var tokenizer = Tokenizer.Load(folder);
        if (tokenizer.VocabularySize > config.VocabSize)
        {
            throw new InvalidDataException(
                $"{folder}: tokenizer.json has {tokenizer.VocabularySize} tokens, \"vocab_size\" in config.json is {config.VocabSize}; the tokenizer belongs to another model."
            );
        }

        return (LoadModel(folder, device, type), tokenizer);
    }

    /// <summary>Reads a model alone; adapters that lie in the folder are put beside its weights.</summary>
    /// <param name="folder">A checkpoint folder.</param>
    /// <param name="device">Where the model shall live; the default is the CPU.</param>
    /// <param name="type">The weights' type in memory. The default value is float32.</param>
    public static DecoderModel LoadModel(string folder, Device? device = null, ScalarType type = ScalarType.Float32)
    {
        var config = ModelConfig.Load(folder);
        var model = DecoderModel.Empty(config, device, type);
        try
        {
            model.GenerationConfig = ReadGeneration(folder);
            LoadWeights(folder, model);
            if (File.Exists(Path.Combine(folder, LoraFiles.ConfigFile)))
            {
                LoraFiles.Load(folder, model);
            }

            return model;
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>Fills an existing model's weights from a folder.</summary>
    /// <param name="folder">A checkpoint folder of the same configuration.</param>
    /// <param name="model">The model to fill.</param>
    public static void LoadWeights(string folder, DecoderModel model)
    {
        using var files = WeightFiles.Open(folder);
        files.CheckNames(model.Config);
        foreach (var (name, weight) in model.Weights())
        {
            files.CopyTo(name, weight);
        }
    }

    /// <summary>Reads the trainer's state, or null where the folder has none.</summary>
    /// <param name="folder">A checkpoint folder.</param>
    public static JsonNode? LoadTrainerState(string folder)
    {
        var path = Path.Combine(folder, TrainerStateFile);
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path)) : null;
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException($"{path}: {failure.Message}", failure);
        }
    }

    /// <summary>Compares every file with the sums written beside it. Folders without sums (Hugging Face's) pass.</summary>
    /// <param name="folder">A checkpoint folder.</param>
    /// <exception cref="InvalidDataException">The folder is missing or a file in it is missing or damaged.</exception>
    public static void Verify(string folder)
    {
        AtomicFolder.Recover(folder);
        if (!Directory.Exists(folder))
        {
            throw new InvalidDataException($"{folder}: the folder does not exist.");
        }

        Checksums.Verify(folder, ChecksumFile);
    }

    private static void RefuseAdapterAlone(string folder)
    {
        var adapter = Path.Combine(folder, LoraFiles.ConfigFile);
        if (File.Exists(adapter) && !File.Exists(Path.Combine(folder, "config.json")))
        {
            throw new InvalidDataException(
                $"{adapter}: the folder holds an adapter alone, without its model. Join them: ./r1code export --model MODEL_DIR --adapter {folder} --out DIR"
            );
        }
    }

    private static void WriteConfig(Checksums sums, CheckpointContents contents, ScalarType type)
    {
        var config = contents.Model.Config;
        var typeName = type.ToString().ToLowerInvariant();
        sums.WriteText(
            "config.json",
            (config with { TorchDtype = typeName, Architectures = config.Architectures ?? [ClassOf(config)] }).ToJson()
        );
        sums.WriteText(GenerationFile, GenerationOf(contents).ToJsonString(Indented) + "\n");
    }

    private static string ClassOf(ModelConfig config) =>
        config.ModelType switch
        {
            "llama" => "LlamaForCausalLM",
            "qwen2" => "Qwen2ForCausalLM",
            _ => "Qwen3ForCausalLM",
        };

    /// <summary>What came with the model, with every token that may end a turn, so that other programs stop there too.</summary>
    private static JsonObject GenerationOf(CheckpointContents contents)
    {
        var generation =
            contents.Model.GenerationConfig?.DeepClone().AsObject() ?? new JsonObject { ["do_sample"] = true };
        int[] ends = [.. contents.Model.EndTokenIds.Concat(contents.Tokenizer?.StopIds ?? []).Distinct()];
        if (ends.Length > 0 && !(generation["eos_token_id"] is JsonArray known && known.Count == ends.Length))
        {
            generation["eos_token_id"] =
                ends.Length == 1 ? ends[0] : new JsonArray([.. ends.Select(id => (JsonNode)id)]);
        }

        if (contents.Tokenizer is not null && generation["pad_token_id"] is null)
        {
            generation["pad_token_id"] = contents.Tokenizer.PadId;
        }

        return generation;
    }

    private static JsonObject? ReadGeneration(string folder)
    {
        var path = Path.Combine(folder, GenerationFile);
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsObject() : null;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new InvalidDataException($"{path}: is no JSON object: {failure.Message}", failure);
        }
    }

    private static void WriteWeights(Checksums sums, DecoderModel model, ScalarType type, long shardBytes)
    {
        var shards = Shards(model, type, shardBytes);
        if (shards.Count == 1)
        {
            sums.Record(WeightsFile, SafetensorsWriter.Write(sums.PathOf(WeightsFile), shards[0], type));
            return;
        }

        var map = new JsonObject();
        for (var i = 0; i < shards.Count; i++)
        {
            var name = $"model-{i + 1:D5}-of-{shards.Count:D5}.safetensors";
            sums.Record(name, SafetensorsWriter.Write(sums.PathOf(name), shards[i], type));
            foreach (var (weight, _) in shards[i])
            {
                map[weight] = name;
            }
        }

        var total = shards.SelectMany(shard => shard).Sum(weight => SafetensorsWriter.BytesOf(weight.Value, type));
        var index = new JsonObject
        {
            ["metadata"] = new JsonObject { ["total_size"] = total },
            ["weight_map"] = map,
        };
        sums.WriteText(WeightFiles.IndexFile, index.ToJsonString(Indented) + "\n");
    }

    private static List<List<KeyValuePair<string, Tensor>>> Shards(DecoderModel model, ScalarType type, long shardBytes)
    {
        var shards = new List<List<KeyValuePair<string, Tensor>>> { new() };
        long filled = 0;
        foreach (var (name, weight) in model.Weights())
        {
            var bytes = SafetensorsWriter.BytesOf(weight, type);
            if (filled > 0 && filled + bytes > shardBytes)
            {
                shards.Add([]);
                filled = 0;
            }

            shards[^1].Add(new(name, weight));
            filled += bytes;
        }

        return shards;
    }
}

/// <summary>What goes into a checkpoint folder.</summary>
/// <param name="Model">The weights and their configuration.</param>
/// <param name="Tokenizer">The tokenizer, or null.</param>
public sealed record CheckpointContents(DecoderModel Model, ITokenizer? Tokenizer)
{
    /// <summary>The trainer's own state, or null.</summary>
    public JsonNode? TrainerState { get; init; }

    /// <summary>The optimizer whose moments are saved, or null.</summary>
    public AdamW? Optimizer { get; init; }
}
