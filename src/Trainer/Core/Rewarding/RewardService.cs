using R1Code.Trainer.Recipes;

namespace R1Code.Trainer;

/// <summary>A rewards service to ask, as a recipe or a command line names it. The key comes from the environment only.</summary>
public sealed record RewardService
{
    /// <summary>Its address, ending in a slash so that a path in it stays.</summary>
    public required Uri Root { get; init; }

    /// <summary>Environment variable of the key.</summary>
    public required string KeyVariable { get; init; }

    /// <summary>The key; null where none is set.</summary>
    public required string? Key { get; init; }

    /// <summary>Completions that are there at the same time.</summary>
    public required int MaxInFlight { get; init; }

    /// <summary>The service of a recipe; null where it names none.</summary>
    public static RewardService? Of(Recipe recipe) =>
        recipe.RewardService is { } options ? Of(new Uri(options.Url), options) : null;

    /// <summary>The service at an address, with a recipe's other settings where it has some.</summary>
    public static RewardService At(Uri url, Recipe? recipe = null) =>
        Of(url, recipe?.RewardService ?? new RewardServiceOptions { Url = url.ToString() });

    private static RewardService Of(Uri url, RewardServiceOptions options) =>
        new()
        {
            Root = url.AbsolutePath.EndsWith('/') ? url : new UriBuilder(url) { Path = url.AbsolutePath + "/" }.Uri,
            KeyVariable = options.ApiKeyEnv,
            Key = Environment.GetEnvironmentVariable(options.ApiKeyEnv) is { Length: > 0 } key ? key : null,
            MaxInFlight = options.MaxInFlight,
        };
}
