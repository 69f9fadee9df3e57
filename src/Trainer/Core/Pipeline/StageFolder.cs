using System.Globalization;
using System.Text.Json;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Checkpoints;

namespace R1Code.Trainer.Pipeline;

/// <summary>
/// What a stage leaves on disk:
/// <code>
/// stage.json             fingerprint of its inputs
/// checkpoints/step-…     resumable: weights, optimizer, trainer_state.json
/// metrics.jsonl          one line per step
/// tensorboard/           the same numbers as event files
/// completions/           what was sampled, per step
/// final/                 the policy, a Hugging Face folder
/// evaluation.jsonl       every completion of the measurement after the stage
/// result.json            the row of the table; its presence means the stage is done
/// </code>
/// </summary>
internal sealed class StageFolder(string path)
{
    private const string StepPrefix = "step-";

    public string Path { get; } = path;

    public string Final => In("final");

    public string Metrics => In("metrics.jsonl");

    public string Board => In("tensorboard");

    public string Completions => In("completions");

    public string Kept => In("kept.jsonl");

    public string Evaluation => In("evaluation.jsonl");

    /// <summary>Opens the folder for inputs of this fingerprint.</summary>
    /// <exception cref="TrainingException">It holds a stage with other inputs.</exception>
    public void Open(string fingerprint)
    {
        Directory.CreateDirectory(Path);
        var file = In("stage.json");
        if (!File.Exists(file))
        {
            WriteJson(file, new StageIdentity(fingerprint));
            return;
        }

        if (ReadJson<StageIdentity>(file).Fingerprint != fingerprint)
        {
            throw new TrainingException(
                $"{Path}: was made with other settings, data or seed; resuming would mix two runs. "
                    + "Give another --out, or undo the change."
            );
        }
    }

    /// <summary>
    /// Moves a folder made with other inputs out of the way, and names where it lies now; null where there is none.
    /// </summary>
    public string? SetAside(string fingerprint)
    {
        var file = In("stage.json");
        if (!File.Exists(file) || ReadJson<StageIdentity>(file).Fingerprint is var old && old == fingerprint)
        {
            return null;
        }

        var aside = $"{Path}.was-{old[..8]}";
        if (Directory.Exists(aside))
        {
            Directory.Delete(aside, recursive: true);
        }

        Directory.Move(Path, aside);
        return aside;
    }

    /// <summary>The row of a finished stage; null while it is not done.</summary>
    public EvaluationRow? Result() =>
        File.Exists(In("result.json")) ? ReadJson<EvaluationRow>(In("result.json")) : null;

    public void Finish(EvaluationRow row) => WriteJson(In("result.json"), row);

    /// <summary>The newest checkpoint that is whole; damaged ones are passed over with a warning.</summary>
    public string? LatestCheckpoint(Action<string> warn)
    {
        foreach (var folder in Steps().OrderByDescending(StepOf))
        {
            try
            {
                Checkpoint.Verify(folder);
                return folder;
            }
            catch (InvalidDataException damage)
            {
                warn($"{damage.Message} The checkpoint before it is used.");
            }
        }

        return null;
    }

    public string CheckpointAt(int step) =>
        System.IO.Path.Combine(In("checkpoints"), $"{StepPrefix}{step.ToString("D6", CultureInfo.InvariantCulture)}");

    /// <summary>Removes all but the newest checkpoints and the best one.</summary>
    public void Prune(int keep, int? best)
    {
        foreach (var folder in Steps().OrderByDescending(StepOf).Skip(keep).Where(folder => StepOf(folder) != best))
        {
            Directory.Delete(folder, recursive: true);
            var reference = ReferenceBeside(folder);
            if (Directory.Exists(reference))
            {
                Directory.Delete(reference, recursive: true);
            }
        }
    }

    /// <summary>Where the reference of a checkpoint lies, for policies whose reference moves.</summary>
    public static string ReferenceBeside(string checkpoint) =>
        System.IO.Path.Combine(
            System.IO.Path.GetDirectoryName(checkpoint)!,
            "reference-" + System.IO.Path.GetFileName(checkpoint)
        );

    /// <summary>Removes the checkpoints of a finished stage: its final policy is all that is needed.</summary>
    public void DropCheckpoints()
    {
        if (Directory.Exists(In("checkpoints")))
        {
            Directory.Delete(In("checkpoints"), recursive: true);
        }
    }

    private IEnumerable<string> Steps() =>
        Directory.Exists(In("checkpoints"))
            ? Directory.GetDirectories(In("checkpoints"), $"{StepPrefix}*").Where(folder => StepOf(folder) >= 0)
            : [];

    private static int StepOf(string folder) =>
        int.TryParse(
            System.IO.Path.GetFileName(folder)[StepPrefix.Length..],
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var step
        )
            ? step
            : -1;

    private string In(string name) => System.IO.Path.Combine(Path, name);

    private static T ReadJson<T>(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(file), R1Json.Options)
                ?? throw new TrainingException($"{file}: is empty");
        }
        catch (JsonException e)
        {
            throw new TrainingException($"{file}: {e.Message}", e);
        }
    }

    private static void WriteJson<T>(string file, T value) =>
        AtomicText.Write(file, JsonSerializer.Serialize(value, R1Json.Options));

    private sealed record StageIdentity(string Fingerprint);
}

/// <summary>Text files that appear whole or not at all.</summary>
internal static class AtomicText
{
    public static void Write(string path, string text)
    {
        var temporary = path + ".tmp";
        File.WriteAllText(temporary, text);
        File.Move(temporary, path, overwrite: true);
    }
}
