using System.Globalization;
using R1Code.Report.Data;

namespace R1Code.Report.Measures;

/// <summary>The table of stages: what was measured after each, over seeds.</summary>
/// <param name="Stages">The columns.</param>
/// <param name="Rows">The rows, grouped.</param>
public sealed record StageTable(IReadOnlyList<string> Stages, IReadOnlyList<StageTableRow> Rows)
{
    internal static StageTable Of(RunData run)
    {
        var stages = run.Names.Where(name => run.Of(name).Any(stage => stage.Completions.Count > 0)).ToList();
        var report = run.Stages.Select(stage => stage.Row.Report).LastOrDefault(r => r is not null);
        var k = report?.Samples ?? 1;
        Measure[] accuracy = [Measure.PassAt1, Measure.PassAt(k), Measure.ConsAt(k)];
        var rows = new List<StageTableRow>
        {
            Cost("tokens (thousands)", stage => stage.Row.Tokens / 1e3, "0"),
            Cost("minutes without measuring", stage => stage.Row.TrainingMinutes, "0.0"),
            Row("readability", Measure.Format, Slice.All),
            Row("readability", Measure.Language, Slice.All),
            Row("readability", Measure.Thought, Slice.All),
            Row("readability", Measure.SecondThoughts, Slice.All),
            Row("all problems", Measure.Greedy, Slice.All),
        };
        rows.AddRange(accuracy.Select(measure => Row("all problems", measure, Slice.All)));
        if (report?.ShortM is { } m)
        {
            rows.Add(Row("all problems", Measure.ShortAt(m, k), Slice.All));
        }

        var lines = run.Stages.SelectMany(stage => stage.Plain).ToList();
        var kinds = lines.Select(line => line.Kind).Distinct().Order(StringComparer.Ordinal).ToList();
        var languages = lines
            .Select(line => line.Language)
            .Distinct()
            .Where(language => language != "")
            .Order(StringComparer.Ordinal)
            .ToList();
        var slices = kinds
            .Select(Slice.Kind)
            .Concat(languages.Select(Slice.Language))
            .Concat(
                kinds.Count > 1 && languages.Count > 1
                    ? kinds.SelectMany(kind => languages.Select(language => Slice.KindIn(kind, language)))
                    : []
            );
        rows.AddRange(slices.SelectMany(slice => accuracy.Select(measure => Row(slice.Name, measure, slice))));
        return new StageTable(stages, rows);

        StageTableRow Row(string group, Measure measure, Slice slice) =>
            new(
                group,
                measure.Name,
                [
                    .. stages.Select(stage =>
                        Shown(StageMeasures.Over(run.Of(stage), measure, slice), measure.IsShare ? "P" : "0.0")
                    ),
                ]
            );

        StageTableRow Cost(string name, Func<StageData, double> value, string format) =>
            new("cost", name, [.. stages.Select(stage => Shown(Spread.Of([.. run.Of(stage).Select(value)]), format))]);
    }

    private static string Shown(Spread? spread, string format)
    {
        if (spread is null)
        {
            return "–";
        }

        var culture = CultureInfo.InvariantCulture;
        var (scale, digits) = format == "P" ? (100, "0.0") : (1, format);
        var mean = (spread.Mean * scale).ToString(digits, culture);
        return spread.Count == 1 ? mean : $"{mean} ± {(spread.Deviation * scale).ToString(digits, culture)}";
    }
}

/// <summary>A row: a value per stage, as text; shares in percent, ± the standard deviation between seeds.</summary>
/// <param name="Group">Which part of the table.</param>
/// <param name="Name">What was measured.</param>
/// <param name="Values">By stage.</param>
public sealed record StageTableRow(string Group, string Name, IReadOnlyList<string> Values);
