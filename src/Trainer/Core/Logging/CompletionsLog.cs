using System.Globalization;
using Parquet;
using Parquet.Schema;
using R1Code.Trainer.Learning;

namespace R1Code.Trainer.Logging;

/// <summary>What was sampled in a step, with every reward and the advantage, as <c>completions_000001.parquet</c>.</summary>
internal static class CompletionsLog
{
    public static void Write(string folder, int step, IReadOnlyList<Episode> episodes)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"completions_{step.ToString("D6", CultureInfo.InvariantCulture)}.parquet");
        var temporary = path + ".tmp";
        using (var file = File.Create(temporary))
        {
            WriteAsync(file, step, episodes).GetAwaiter().GetResult();
        }

        File.Move(temporary, path, overwrite: true);
    }

    private static async Task WriteAsync(Stream file, int step, IReadOnlyList<Episode> episodes)
    {
        var columns = Columns(step, episodes);
        var schema = new ParquetSchema(columns.Select(column => column.Field).ToArray<Field>());
        await using var writer = await ParquetWriter.CreateAsync(schema, file);
        using var group = writer.CreateRowGroup();
        foreach (var column in columns)
        {
            await column.Write(group);
        }
    }

    private static List<Column> Columns(int step, IReadOnlyList<Episode> episodes)
    {
        var columns = new List<Column>
        {
            Values("step", episodes.Select(_ => step)),
            Texts("problem_id", episodes.Select(e => e.Problem.Id)),
            Values("group", episodes.Select(e => e.Group)),
            Values("sample", episodes.Select(e => e.Sample)),
            Texts("prompt", episodes.Select(e => e.Problem.Prompt)),
            Texts("completion", episodes.Select(e => e.Completion)),
            Values("tokens", episodes.Select(e => e.CompletionTokens.Count)),
            Values("truncated", episodes.Select(e => e.Truncated)),
            Texts("verdict", episodes.Select(e => e.Score?.Verdict?.Status.ToString() ?? "")),
            Optional("reward", episodes.Select(e => e.Reward)),
            Values("advantage", episodes.Select(e => e.Advantage)),
        };
        var names = episodes.SelectMany(e => e.Score?.Rewards.Keys ?? []).Distinct(StringComparer.Ordinal);
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            columns.Add(Optional($"reward/{name}", episodes.Select(e => e.Score?.Rewards.GetValueOrDefault(name))));
        }

        return columns;
    }

    private static Column Values<T>(string name, IEnumerable<T> values)
        where T : struct
    {
        var field = new DataField<T>(name);
        return new Column(field, group => group.WriteAsync<T>(field, values.ToArray()));
    }

    private static Column Optional(string name, IEnumerable<double?> values)
    {
        var field = new DataField<double?>(name);
        return new Column(field, group => group.WriteAsync<double>(field, values.ToArray()));
    }

    private static Column Texts(string name, IEnumerable<string> values)
    {
        var field = new DataField<string>(name);
        return new Column(field, group => group.WriteAsync(field, values.ToArray()));
    }

    private sealed record Column(DataField Field, Func<ParquetRowGroupWriter, Task> Write);
}
