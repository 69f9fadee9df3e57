using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace R1Code.Trainer.Recipes;

/// <summary>Reads recipes. Strict: an unknown key, a value out of range or an impossible combination stops before any work.</summary>
public static class RecipeFile
{
    /// <summary>Names that a stage's <c>preset</c> may have.</summary>
    public static IReadOnlyList<string> Presets => StageKinds.Presets;

    /// <summary>Reads a recipe and lays <c>a.b=value</c> overrides over it.</summary>
    /// <exception cref="RecipeException">It cannot be used; the message says where and why.</exception>
    public static Recipe Load(string path, IEnumerable<string>? overrides = null) =>
        Parse(ReadText(path), path, overrides);

    /// <summary>As <see cref="Load"/>, from text; <paramref name="name"/> stands for the file in messages.</summary>
    /// <exception cref="RecipeException">It cannot be used; the message says where and why.</exception>
    public static Recipe Parse(string text, string name, IEnumerable<string>? overrides = null)
    {
        var root = ReadYaml(text, name);
        foreach (var change in overrides ?? [])
        {
            RecipeOverride.Apply(root, change);
        }

        var recipe = (Recipe)new RecipeBinder(name).Bind(typeof(Recipe), root, "");
        RecipeRules.Check(recipe, name);
        return recipe;
    }

    internal static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RecipeException(new RecipePlace(path, 0), "", e.Message);
        }
    }

    internal static YamlMappingNode ReadYaml(string text, string name)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? root
                : throw new RecipeException(new RecipePlace(name, 1), "", "one YAML mapping is expected");
        }
        catch (YamlException e)
        {
            throw new RecipeException(new RecipePlace(name, e.Start.Line), "", e.Message);
        }
    }
}
