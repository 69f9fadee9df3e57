using System.ComponentModel.DataAnnotations;

namespace R1Code.Trainer.Recipes;

/// <summary>
/// A rewards service that judges for this run: one machine trains, another has the sandbox. What is paid for stands in
/// <c>rewards</c> as always and travels with each request. The key itself never stands in a recipe.
/// </summary>
public sealed record RewardServiceOptions
{
    /// <summary>Its address, such as <c>http://judge:8080</c>; <c>--reward-url</c> on the command line goes before it.</summary>
    public required string Url { get; init; }

    /// <summary>Environment variable that holds the API key; unset means none. The default value is R1CODE_API_KEY.</summary>
    public string ApiKeyEnv { get; init; } = "R1CODE_API_KEY";

    /// <summary>Completions that are at the service at the same time. The default value is 64.</summary>
    [Range(1, 4096)]
    public int MaxInFlight { get; init; } = 64;
}
