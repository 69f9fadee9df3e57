using System.Globalization;
using System.Text.Json;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Logging;
using R1Code.Trainer.Pipeline;

namespace R1Code.Report.Data;

/// <summary>What a run left behind: its stages by seed, finished ones only.</summary>
/// <param name="Name">The recipe's name.</param>
/// <param name="Description">What it shows.</param>
/// <param name="Stages">By seed, then in the recipe's order.</param>
internal sealed record RunData(string Name, string Description, IReadOnlyList<StageData> Stages)
{
    /// <summary>What each stage of the recipe does, those without a measurement too.</summary>
    public IReadOnlyList<StageStory> Stories { get; init; } = [];

    /// <summary>The seeds that have finished stages.</summary>
    public IReadOnlyList<int> Seeds => [.. Stages.Select(stage => stage.Row.Seed).Distinct().Order()];

    /// <summary>Names of the stages, in the recipe's order.</summary>
    public IReadOnlyList<string> Names => [.. Stages.OrderBy(s => s.Position).Select(s => s.Row.Stage).Distinct()];

    /// <summary>A stage in every seed that has it.</summary>
    public IReadOnlyList<StageData> Of(string name) => [.. Stages.Where(stage => stage.Row.Stage == name)];

    /// <summary>Reads a run's folder.</summary>
    /// <exception cref="InvalidDataException">It is no run, or a file in it cannot be read; the message names it.</exception>
    public static RunData Load(string folder)
    {
        var recipe = Path.Combine(folder, "recipe.json");
        if (!File.Exists(recipe))
        {
            throw new InvalidDataException($"{folder}: holds no recipe.json, so it is not the folder of a run");
        }

        using var json = ReadJson(recipe);
        var stages = Directory
            .GetDirectories(folder, "seed-*")
            .SelectMany(Directory.GetDirectories)
            .Where(stage => File.Exists(Path.Combine(stage, "result.json")) && IsCurrent(stage))
            .Select(StageData.Load)
            .OrderBy(stage => stage.Row.Seed)
            .ThenBy(stage => stage.Position)
            .ToList();
        return stages.Count == 0
            ? throw new InvalidDataException($"{folder}: no stage of this run is finished yet")
            : new RunData(Text(json, "name"), Text(json, "description"), stages)
            {
                Stories = StageStory.All(json.RootElement),
            };
    }

    // Folders set aside by a change of settings keep their name with a suffix.
    private static bool IsCurrent(string stage) => !Path.GetFileName(stage).Contains(".was-", StringComparison.Ordinal);

    private static JsonDocument ReadJson(string file)
    {
        try
        {
            return JsonDocument.Parse(File.ReadAllText(file));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{file}: {e.Message}", e);
        }
    }

    private static string Text(JsonDocument json, string name) =>
        json.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}

/// <summary>One finished stage of one seed.</summary>
/// <param name="Position">Where it stands in the recipe.</param>
/// <param name="Row">Its result.</param>
/// <param name="Steps">Metrics of its steps.</param>
/// <param name="Completions">What was written for held-out problems after it.</param>
internal sealed record StageData(
    int Position,
    EvaluationRow Row,
    IReadOnlyList<IReadOnlyDictionary<string, double>> Steps,
    IReadOnlyList<EvaluationLine> Completions
)
{
    /// <summary>The measurement without any limit of thought.</summary>
    public IEnumerable<EvaluationLine> Plain => Completions.Where(line => line.Setting == "plain");

    public static StageData Load(string folder)
    {
        var number = Path.GetFileName(folder).Split('-')[0];
        var position = int.TryParse(number, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        return new StageData(
            position,
            ReadAll<EvaluationRow>(Path.Combine(folder, "result.json"), whole: true)[0],
            ReadAll<Dictionary<string, double>>(Path.Combine(folder, "metrics.jsonl"), whole: false),
            ReadAll<EvaluationLine>(Path.Combine(folder, "evaluation.jsonl"), whole: false)
        );
    }

    private static List<T> ReadAll<T>(string file, bool whole)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        var items = new List<T>();
        foreach (var text in whole ? [File.ReadAllText(file)] : File.ReadLines(file))
        {
            try
            {
                items.Add(JsonSerializer.Deserialize<T>(text, R1Json.Options)!);
            }
            catch (JsonException e)
            {
                throw new InvalidDataException($"{file}: {e.Message}", e);
            }
        }

        return items;
    }
}
