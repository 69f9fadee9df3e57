using System.Reflection;
using YamlDotNet.RepresentationModel;

namespace R1Code.Trainer.Recipes;

/// <summary>Which record a stage's <c>kind</c> means, and the presets that a GRPO stage may start from.</summary>
internal static class StageKinds
{
    private const string PresetPrefix = "presets/";

    private static readonly Dictionary<string, Type> ByName = new(StringComparer.Ordinal)
    {
        ["sft"] = typeof(SftStageOptions),
        ["grpo"] = typeof(GrpoStageOptions),
        ["rejection"] = typeof(RejectionStageOptions),
    };

    /// <summary>Names of the presets.</summary>
    public static IReadOnlyList<string> Presets { get; } =
    [
        .. typeof(StageKinds)
            .Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(PresetPrefix, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The record of a stage and its keys without <c>kind</c> and <c>preset</c>; a preset's keys lie under the stage's own.</summary>
    public static (Type Type, YamlMappingNode Keys) Resolve(
        YamlMappingNode stage,
        Func<(string Key, string Reason), Exception> error
    )
    {
        var keys = new YamlMappingNode(stage.Children) { };
        var kind = Take(keys, "kind") ?? throw error(("kind", $"is missing; one of {string.Join(", ", ByName.Keys)}"));
        if (!ByName.TryGetValue(kind, out var type))
        {
            throw error(("kind", $"'{kind}' is not one of {string.Join(", ", ByName.Keys)}"));
        }

        if (Take(keys, "preset") is { } preset)
        {
            if (kind != "grpo" || !Presets.Contains(preset))
            {
                throw error(("preset", $"'{preset}' is not one of {string.Join(", ", Presets)} (of kind grpo)"));
            }

            foreach (
                var (key, value) in ReadPreset(preset).Children.Where(pair => !keys.Children.ContainsKey(pair.Key))
            )
            {
                keys.Children[key] = value;
            }
        }

        return (type, keys);
    }

    private static YamlMappingNode ReadPreset(string name)
    {
        var resource = $"{PresetPrefix}{name}.yaml";
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return RecipeFile.ReadYaml(reader.ReadToEnd(), resource);
    }

    private static string? Take(YamlMappingNode keys, string name)
    {
        var key = new YamlScalarNode(name);
        if (!keys.Children.TryGetValue(key, out var value))
        {
            return null;
        }

        keys.Children.Remove(key);
        return (value as YamlScalarNode)?.Value ?? "";
    }
}
