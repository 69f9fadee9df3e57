using System.Globalization;
using R1Code.Cli.Terminal;
using R1Code.Trainer.Evaluation;
using R1Code.Trainer.Pipeline;
using Spectre.Console;

namespace R1Code.Cli.Training;

/// <summary>The table that a run ends with: a row per seed and stage, and the mean over the seeds where there are several.</summary>
internal static class RunTable
{
    /// <summary>Draws it.</summary>
    public static Table Of(IReadOnlyList<EvaluationRow> rows)
    {
        var k = rows.Select(row => row.Report?.PassAtK.Keys.DefaultIfEmpty(1).Max() ?? 1).DefaultIfEmpty(1).Max();
        var table = Tables.WithColumns(
            "seed",
            "stage",
            ">n",
            ">greedy pass@1",
            ">sampled pass@1",
            string.Create(CultureInfo.InvariantCulture, $">pass@{k}"),
            string.Create(CultureInfo.InvariantCulture, $">cons@{k}"),
            ">reward",
            ">minutes"
        );
        foreach (var row in rows)
        {
            table.Row(
                row.Seed.ToString(CultureInfo.InvariantCulture),
                row.Stage,
                row.Report is null ? "-" : Tables.Count(row.Report.Problems),
                Show(row.Report?.Greedy),
                Show(row.Report?.Sampled),
                Share(row.Report?.PassAtK.GetValueOrDefault(k)),
                Share(row.Report?.ConsAtK.GetValueOrDefault(k)),
                row.TrainReward is { } reward ? Tables.Number(reward, 3) : "-",
                Tables.Number(row.Minutes, 1)
            );
        }

        if (rows.Select(row => row.Seed).Distinct().Count() > 1)
        {
            AddMeans(table, rows, k);
        }

        return table;
    }

    /// <summary>A share as a percentage with its standard error.</summary>
    public static string Show(Estimate? estimate) =>
        estimate is null
            ? "-"
            : $"{Tables.Number(100 * estimate.Value, 1)} ± {Tables.Number(100 * estimate.StandardError, 1)} %";

    private static string Share(Estimate? estimate) => estimate is null ? "-" : Tables.Percent(estimate.Value);

    private static void AddMeans(Table table, IReadOnlyList<EvaluationRow> rows, int k)
    {
        table.AddEmptyRow();
        foreach (var stage in rows.GroupBy(row => row.Stage, StringComparer.Ordinal))
        {
            table.Row(
                "mean",
                stage.Key,
                "",
                Mean(stage, row => row.Report?.Greedy.Value),
                Mean(stage, row => row.Report?.Sampled?.Value),
                Mean(stage, row => row.Report?.PassAtK.GetValueOrDefault(k)?.Value),
                Mean(stage, row => row.Report?.ConsAtK.GetValueOrDefault(k)?.Value),
                stage.Average(row => row.TrainReward) is { } reward ? Tables.Number(reward, 3) : "-",
                Tables.Number(stage.Average(row => row.Minutes), 1)
            );
        }
    }

    private static string Mean(IEnumerable<EvaluationRow> rows, Func<EvaluationRow, double?> value) =>
        rows.Average(value) is { } mean ? Tables.Percent(mean) : "-";
}
