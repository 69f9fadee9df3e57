using System.Text.Json;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Logic;

/// <summary>
/// Checks answers to logic puzzles by the puzzle's own rules. A problem's <c>metadata.puzzle</c> says which rules:
/// <c>knights_and_knaves</c> with <c>people</c> and <c>knights</c>, or <c>countdown</c> with <c>numbers</c> and <c>target</c>.
/// </summary>
public static class LogicGrader
{
    /// <summary>The name of knights and knaves in metadata.</summary>
    public const string KnightsAndKnaves = "knights_and_knaves";

    /// <summary>The name of countdown in metadata.</summary>
    public const string Countdown = "countdown";

    /// <summary>Right or wrong; null for a problem that names no known puzzle, which its tests may judge.</summary>
    public static bool? IsRight(Problem problem, string completion)
    {
        if (problem.Kind != ProblemKinds.Logic || problem.Metadata is not { ValueKind: JsonValueKind.Object } metadata)
        {
            return null;
        }

        var answer = AnswerText.Of(completion);
        return Text(metadata, "puzzle") switch
        {
            KnightsAndKnaves when People(metadata) is { } people && Texts(metadata, "knights") is { } knights =>
                KnightsAnswer.IsRight(answer, people, knights),
            Countdown when Numbers(metadata) is { } numbers && Number(metadata, "target") is { } target =>
                CountdownAnswer.IsRight(answer, numbers, target),
            _ => null,
        };
    }

    private static string? Text(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static List<string>? People(JsonElement metadata) =>
        Texts(metadata, "people") is { Count: > 0 } people ? people : null;

    private static List<string>? Texts(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out var list)
        && list.ValueKind == JsonValueKind.Array
        && list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String)
            ? [.. list.EnumerateArray().Select(e => e.GetString()!)]
            : null;

    private static List<long>? Numbers(JsonElement metadata) =>
        metadata.TryGetProperty("numbers", out var list)
        && list.ValueKind == JsonValueKind.Array
        && list.EnumerateArray().All(e => e.ValueKind == JsonValueKind.Number && e.TryGetInt64(out _))
            ? [.. list.EnumerateArray().Select(e => e.GetInt64())]
            : null;

    private static long? Number(JsonElement metadata, string name) =>
        metadata.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var number)
            ? number
            : null;
}
