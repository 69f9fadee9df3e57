using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Recipes;
using TorchSharp;

namespace R1Code.Trainer.Pipeline;

/// <summary>Makes the reward source of a stage from the recipe's <c>rewards</c>: name to weight or options.</summary>
public delegate IRewardSource RewardSourceFactory(IReadOnlyDictionary<string, JsonElement> rewards);

/// <summary>
/// A recipe at work: for every seed, all stages in order, each measured on the held-out problems. Everything needed to go
/// on lies in the run's folder; a stage that is done is not done again.
/// </summary>
public sealed class TrainingRun
{
    private readonly Recipe _recipe;
    private readonly string _folder;
    private readonly RewardSourceFactory _rewards;
    private readonly IProblemLoader _problems;
    private readonly SerializedReporter _reporter;
    private readonly TimeProvider _time;

    /// <summary>Prepares a run; nothing is read or written yet.</summary>
    /// <param name="recipe">What to do.</param>
    /// <param name="folder">Where everything goes.</param>
    /// <param name="rewards">Where rewards come from.</param>
    /// <param name="problems">Reads problem files; asked only where the recipe names one.</param>
    /// <param name="reporter">Who shows progress.</param>
    /// <param name="time">The clock.</param>
    public TrainingRun(
        Recipe recipe,
        string folder,
        RewardSourceFactory rewards,
        IProblemLoader problems,
        ITrainingReporter reporter,
        TimeProvider time
    )
    {
        _recipe = recipe;
        _folder = Path.GetFullPath(folder);
        _rewards = rewards;
        _problems = problems;
        _reporter = new SerializedReporter(reporter);
        _time = time;
    }

    /// <summary>
    /// Runs what is not done yet. Cancelling stops after the step in progress, with a checkpoint, and throws
    /// <see cref="OperationCanceledException"/>; calling again with <paramref name="resume"/> goes on from there.
    /// </summary>
    /// <param name="resume">Whether the folder may hold a run already.</param>
    /// <param name="cancellationToken">Stops after the step.</param>
    /// <exception cref="TrainingException">The run cannot start or go on; the message says why and what to do.</exception>
    public Task<RunSummary> RunAsync(bool resume, CancellationToken cancellationToken) =>
        RunAsync(resume, redoChanged: false, cancellationToken);

    /// <summary>As above.</summary>
    /// <param name="resume">Whether the folder may hold a run already.</param>
    /// <param name="redoChanged">
    /// Whether a stage whose settings or inputs have changed is done again (its old folder is set aside) instead of refused.
    /// </param>
    /// <param name="cancellationToken">Stops after the step.</param>
    /// <exception cref="TrainingException">The run cannot start or go on; the message says why and what to do.</exception>
    public async Task<RunSummary> RunAsync(bool resume, bool redoChanged, CancellationToken cancellationToken)
    {
        OpenFolder(resume);
        torch.set_num_threads(_recipe.Runtime.Threads > 0 ? _recipe.Runtime.Threads : Environment.ProcessorCount);
        var feed = new ProblemFeed(_recipe.Problems, _recipe.Evaluation.Problems, _problems);
        using var watchdog = new Watchdog(
            _time,
            TimeSpan.FromSeconds(_recipe.Runtime.WatchdogSeconds),
            _reporter.Warning
        );
        var rows = new List<EvaluationRow>();
        SharedStages? shared = null;
        foreach (var seed in _recipe.Seeds)
        {
            var pass = new SeedPass(_recipe, seed, _folder, feed, _rewards, _reporter, watchdog, _time)
            {
                RedoChanged = redoChanged,
                Shared = shared,
            };
            rows.AddRange(await pass.RunAsync(cancellationToken));
            shared ??= pass.Outputs;
        }

        return new RunSummary(_folder, rows);
    }

    private void OpenFolder(bool resume)
    {
        var exists = Directory.Exists(_folder) && Directory.EnumerateFileSystemEntries(_folder).Any();
        if (exists && !resume)
        {
            throw new TrainingException(
                $"{_folder}: holds a run already. Go on with it by --resume, or give another --out."
            );
        }

        Directory.CreateDirectory(_folder);
        AtomicText.Write(Path.Combine(_folder, "recipe.json"), RecipeJson.Of(_recipe));
        _reporter.Message($"run folder {_folder}");
    }
}

/// <summary>Recipes as JSON: for the run's folder and for fingerprints.</summary>
internal static class RecipeJson
{
    private static readonly JsonSerializerOptions Indented = new(R1Json.Options) { WriteIndented = true };

    public static string Of(Recipe recipe) =>
        JsonSerializer.Serialize(
            new
            {
                recipe.Name,
                recipe.Description,
                recipe.Seeds,
                recipe.Runtime,
                recipe.Model,
                recipe.Problems,
                recipe.Rewards,
                recipe.Evaluation,
                recipe.Checkpoints,
                Stages = recipe.Stages.Select(object (stage) => stage),
            },
            Indented
        );

    /// <summary>
    /// A hash over everything that decides what a stage computes; <paramref name="parents"/> are those of the stages whose
    /// policy or data it takes.
    /// </summary>
    public static string Fingerprint(Recipe recipe, StageOptions stage, int seed, params IReadOnlyList<string> parents)
    {
        var text = JsonSerializer.Serialize(
            new
            {
                stage.GetType().Name,
                Stage = Said(stage),
                seed,
                parents,
                recipe.Problems,
                recipe.Rewards,
                recipe.Runtime.Dtype,
            },
            R1Json.Options
        );
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    // Only what differs from the defaults, so that an option added later leaves older runs what they were.
    private static JsonObject Said(StageOptions stage)
    {
        var all = (JsonObject)JsonSerializer.SerializeToNode((object)stage, R1Json.Options)!;

        // How many seeds use it does not change what it is.
        all.Remove("shared");
        Strip(
            all,
            (JsonObject)JsonSerializer.SerializeToNode(Activator.CreateInstance(stage.GetType()), R1Json.Options)!
        );
        return all;
    }

    private static void Strip(JsonObject said, JsonObject defaults)
    {
        foreach (var (name, value) in said.ToList())
        {
            var usual = defaults[name];
            if (JsonNode.DeepEquals(value, usual))
            {
                said.Remove(name);
            }
            else if (value is JsonObject inner && usual is JsonObject usualInner)
            {
                Strip(inner, usualInner);
            }
        }
    }

    /// <summary>As <see cref="Fingerprint"/>, of a model that stages start from.</summary>
    public static string BaseFingerprint(Recipe recipe, ScratchModelOptions? shape, int seed) =>
        Convert.ToHexStringLower(
            SHA256.HashData(
                JsonSerializer.SerializeToUtf8Bytes(
                    new
                    {
                        recipe.Model.Path,
                        FromScratch = shape,
                        recipe.Problems,
                        seed,
                    },
                    R1Json.Options
                )
            )
        );
}

/// <summary>Lets threads of rewards and of training speak one after the other.</summary>
internal sealed class SerializedReporter(ITrainingReporter inner) : ITrainingReporter
{
    private readonly Lock _lock = new();

    public void Message(string text)
    {
        lock (_lock)
        {
            inner.Message(text);
        }
    }

    public void Warning(string text)
    {
        lock (_lock)
        {
            inner.Warning(text);
        }
    }

    public void Progress(TrainingProgress progress)
    {
        lock (_lock)
        {
            inner.Progress(progress);
        }
    }

    public void Evaluated(EvaluationRow row)
    {
        lock (_lock)
        {
            inner.Evaluated(row);
        }
    }
}
