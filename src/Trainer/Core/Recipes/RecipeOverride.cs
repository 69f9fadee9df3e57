using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace R1Code.Trainer.Recipes;

/// <summary>
/// Lays one <c>a.b=value</c> over a recipe's tree. The value is YAML; a list's element is named by its index or, for
/// stages, by its name: <c>stages.grpo.max_steps=5</c>.
/// </summary>
internal static class RecipeOverride
{
    public static void Apply(YamlMappingNode root, string change)
    {
        var place = new RecipePlace($"--set {change}", 0);
        var equals = change.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            throw new RecipeException(place, "", "expected KEY=VALUE, such as stages.grpo.max_steps=5");
        }

        var keys = change[..equals].Split('.');
        var value = RecipeFile.ReadYaml($"value: {change[(equals + 1)..]}", place.File).Children.First().Value;
        YamlNode node = root;
        foreach (var key in keys[..^1])
        {
            node = Step(node, key, place);
        }

        switch (node)
        {
            case YamlMappingNode mapping:
                mapping.Children[new YamlScalarNode(keys[^1])] = value;
                break;
            case YamlSequenceNode list:
                list.Children[IndexOf(list, keys[^1], place)] = value;
                break;
            default:
                throw new RecipeException(place, keys[^1], "the key above it holds a single value");
        }
    }

    private static YamlNode Step(YamlNode node, string key, RecipePlace place)
    {
        switch (node)
        {
            case YamlMappingNode mapping:
                var name = new YamlScalarNode(key);
                if (!mapping.Children.TryGetValue(name, out var child))
                {
                    mapping.Children[name] = child = new YamlMappingNode();
                }

                return child;
            case YamlSequenceNode list:
                return list.Children[IndexOf(list, key, place)];
            default:
                throw new RecipeException(place, key, "the key above it holds a single value");
        }
    }

    private static int IndexOf(YamlSequenceNode list, string key, RecipePlace place)
    {
        var isNumber = int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        var index = isNumber ? number : list.Children.ToList().FindIndex(item => NameOf(item) == key);
        return index >= 0 && index < list.Children.Count
            ? index
            : throw new RecipeException(place, key, "no element of that index or name");
    }

    private static string? NameOf(YamlNode item) =>
        item is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode("name"), out var name)
            ? (name as YamlScalarNode)?.Value
            : null;
}
