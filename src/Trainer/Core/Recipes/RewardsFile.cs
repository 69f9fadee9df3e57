using System.Text.Json;

namespace R1Code.Trainer.Recipes;

/// <summary>Reads a YAML file that holds nothing but the <c>rewards</c> of a recipe, written as there.</summary>
public static class RewardsFile
{
    /// <summary>Reward functions by name, each with a weight or an object of weight and options.</summary>
    /// <exception cref="RecipeException">It cannot be used; the message says where and why.</exception>
    public static IReadOnlyDictionary<string, JsonElement> Load(string path) =>
        (
            (Content)
                new RecipeBinder(path).Bind(typeof(Content), RecipeFile.ReadYaml(RecipeFile.ReadText(path), path), "")
        ).Rewards;

    private sealed record Content
    {
        public required IReadOnlyDictionary<string, JsonElement> Rewards { get; init; }
    }
}
