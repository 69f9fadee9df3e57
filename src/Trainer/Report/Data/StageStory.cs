using System.Globalization;
using System.Text.Json;

namespace R1Code.Report.Data;

/// <summary>What a stage of the recipe does, in a sentence, so that a reader need not know the recipe.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Text">Its kind, start, size and rewards.</param>
internal sealed record StageStory(string Name, string Text)
{
    /// <summary>The stages of a run's <c>recipe.json</c>, in order; none where it does not list them.</summary>
    public static IReadOnlyList<StageStory> All(JsonElement recipe)
    {
        if (!recipe.TryGetProperty("stages", out var stages) || stages.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var common = Rewards(recipe);
        var before = "the model";
        var told = new List<StageStory>();
        foreach (var stage in stages.EnumerateArray())
        {
            var name = Said(stage, "name") ?? "";
            told.Add(new StageStory(name, $"{Work(stage, common)}, from {Start(stage, before)}"));
            before = name;
        }

        return told;
    }

    private static string Work(JsonElement stage, string common)
    {
        if (stage.TryGetProperty("max_steps", out _))
        {
            var own = Rewards(stage);
            var group = Number(Inner(stage, "algorithm"), "num_generations");
            return $"RL, {Number(stage, "max_steps")} steps of {Number(stage, "prompts_per_step")} problems × {group} completions, "
                + $"rewards {(own.Length > 0 ? own : common)}";
        }

        return stage.TryGetProperty("keep_per_problem", out _)
            ? $"rejection sampling, {Number(stage, "prompts")} problems × {Number(stage, "num_generations")} completions, "
                + $"at most {Number(stage, "keep_per_problem")} kept each"
            : $"SFT, {Data(stage)}, {Number(stage, "num_train_epochs")} × each";
    }

    private static string Data(JsonElement stage)
    {
        var count = Number(stage, "demonstrations");
        var shown = Said(stage, "demonstrations_of") is { } other
            ? $"the {count} demonstrations of {other}"
            : $"{count} demonstrations";
        string?[] parts =
        [
            count is "" or "0" ? null : shown,
            Said(stage, "data_from") is { } source ? $"what {source} kept" : null,
            Said(stage, "data") is { } file ? Path.GetFileName(file) : null,
        ];
        return string.Join(" and ", parts.OfType<string>());
    }

    private static string Start(JsonElement stage, string before) =>
        Said(stage, "start_from") is { } from ? from
        : Inner(stage, "from_scratch").ValueKind == JsonValueKind.Object ? "random weights of a size of its own"
        : Said(stage, "model_path") is { } path ? Path.GetFileName(path.TrimEnd('/'))
        : before;

    private static string Rewards(JsonElement owner) =>
        Inner(owner, "rewards") is { ValueKind: JsonValueKind.Object } rewards
            ? string.Join(", ", rewards.EnumerateObject().Select(one => $"{one.Name} {Weight(one.Value)}"))
            : "";

    private static string Weight(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object ? Number(value, "weight") : value.ToString();

    private static JsonElement Inner(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : default;

    private static string? Said(JsonElement owner, string name) =>
        Inner(owner, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static string Number(JsonElement owner, string name) =>
        Inner(owner, name) is { ValueKind: JsonValueKind.Number } value
            ? value.GetDouble().ToString("#,0.###", CultureInfo.InvariantCulture)
            : "";
}
