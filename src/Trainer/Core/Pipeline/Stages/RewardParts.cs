using System.Text.Json;
using R1Code.Trainer.Learning;

namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>The single rewards of an episode with their weights, as the recipe gives them.</summary>
internal static class RewardParts
{
    public static IReadOnlyDictionary<string, RewardPart?> Of(
        Episode episode,
        IReadOnlyDictionary<string, JsonElement> rewards
    ) =>
        episode.Score is null
            ? new Dictionary<string, RewardPart?>()
            : rewards.ToDictionary(
                pair => pair.Key,
                pair =>
                    episode.Score.Rewards.GetValueOrDefault(pair.Key) is { } value
                        ? new RewardPart(value, WeightOf(pair.Value))
                        : null
            );

    private static double WeightOf(JsonElement settings) =>
        settings.ValueKind == JsonValueKind.Number ? settings.GetDouble()
        : settings.ValueKind == JsonValueKind.Object && settings.TryGetProperty("weight", out var weight)
            ? weight.GetDouble()
        : 1;
}
