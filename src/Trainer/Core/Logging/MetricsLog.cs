using System.Text.Json;

namespace R1Code.Trainer.Logging;

/// <summary><c>metrics.jsonl</c>: one object per step. Going on after a checkpoint drops the lines of steps that are done again.</summary>
internal sealed class MetricsLog : IDisposable
{
    private readonly StreamWriter _writer;

    private MetricsLog(StreamWriter writer) => _writer = writer;

    /// <summary>Opens the file so that the next line belongs to the step after <paramref name="step"/>.</summary>
    public static MetricsLog OpenAfter(string path, int step)
    {
        if (File.Exists(path))
        {
            var kept = File.ReadLines(path).Where(line => StepOf(line) is { } number && number <= step);
            var temporary = path + ".tmp";
            File.WriteAllLines(temporary, kept);
            File.Move(temporary, path, overwrite: true);
        }

        return new MetricsLog(new StreamWriter(path, append: true) { AutoFlush = true });
    }

    public void Write(int step, IReadOnlyDictionary<string, double> metrics)
    {
        var line = new Dictionary<string, object> { ["step"] = step };
        foreach (var (name, value) in metrics)
        {
            line[name] = value;
        }

        _writer.WriteLine(JsonSerializer.Serialize(line));
    }

    public void Dispose() => _writer.Dispose();

    // A line that a crash cut off is none.
    private static int? StepOf(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.GetProperty("step").GetInt32();
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
