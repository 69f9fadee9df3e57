using System.Text.Json;
using System.Text.Json.Nodes;
using R1Code.Trainer.Models;
using static TorchSharp.torch;

namespace R1Code.Trainer.Checkpoints;

/// <summary>The weights of a folder, whether one file or shards with an index.</summary>
internal sealed class WeightFiles : IDisposable
{
    public const string IndexFile = "model.safetensors.index.json";

    private readonly string _folder;
    private readonly Dictionary<string, SafetensorsReader> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SafetensorsReader> _owner = new(StringComparer.Ordinal);

    private WeightFiles(string folder) => _folder = folder;

    public static WeightFiles Open(string folder)
    {
        var files = new WeightFiles(folder);
        try
        {
            files.OpenAll();
            return files;
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>Says which weights are missing and which do not belong, all at once.</summary>
    public void CheckNames(ModelConfig config)
    {
        var needed = Weights.ShapesOf(config).Select(weight => weight.Name).ToHashSet(StringComparer.Ordinal);
        var missing = needed.Where(name => !_owner.ContainsKey(name)).ToArray();
        var foreign = _owner.Keys.Where(name => !needed.Contains(name) && !IsRedundant(name, config)).ToArray();
        if (missing.Length > 0 || foreign.Length > 0)
        {
            throw new InvalidDataException(
                $"{_folder}: the weights do not fit config.json."
                    + (missing.Length > 0 ? $" Missing: {List(missing)}." : "")
                    + (foreign.Length > 0 ? $" Not part of a {config.ModelType} model: {List(foreign)}." : "")
            );
        }
    }

    public void CopyTo(string name, Tensor target) => _owner[name].CopyTo(name, target);

    public void Dispose()
    {
        foreach (var file in _files.Values)
        {
            file.Dispose();
        }
    }

    private void OpenAll()
    {
        var index = Path.Combine(_folder, IndexFile);
        if (!File.Exists(index))
        {
            AddFile("model.safetensors");
            return;
        }

        JsonObject map;
        try
        {
            map = JsonNode.Parse(File.ReadAllText(index))!["weight_map"]!.AsObject();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new InvalidDataException($"{index}: is damaged: {failure.Message}", failure);
        }

        foreach (var (weight, file) in map)
        {
            var name = file!.GetValue<string>();
            if (name != Path.GetFileName(name))
            {
                throw new InvalidDataException($"{index}: \"{weight}\" points outside the folder: {name}.");
            }

            var reader = _files.TryGetValue(name, out var open) ? open : AddFile(name);
            if (!reader.Entries.ContainsKey(weight))
            {
                throw new InvalidDataException(
                    $"{Path.Combine(_folder, name)}: has no tensor \"{weight}\" though {IndexFile} says so."
                );
            }
        }
    }

    private SafetensorsReader AddFile(string name)
    {
        var reader = new SafetensorsReader(Path.Combine(_folder, name));
        _files[name] = reader;
        foreach (var weight in reader.Entries.Keys)
        {
            _owner[weight] = reader;
        }

        return reader;
    }

    /// <summary>What some files carry although it follows from the rest.</summary>
    private static bool IsRedundant(string name, ModelConfig config) =>
        name.EndsWith("rotary_emb.inv_freq", StringComparison.Ordinal)
        || (config.TieWordEmbeddings && name == "lm_head.weight");

    private static string List(string[] names) =>
        string.Join(", ", names.Take(8)) + (names.Length > 8 ? $" and {names.Length - 8} more" : "");
}
