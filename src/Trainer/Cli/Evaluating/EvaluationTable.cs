using System.Globalization;
using R1Code.Cli.Terminal;
using R1Code.Cli.Training;
using R1Code.Trainer.Evaluation;
using Spectre.Console;

namespace R1Code.Cli.Evaluating;

/// <summary>The result of <c>eval</c> as a table, with everything needed to repeat the measurement.</summary>
internal static class EvaluationTable
{
    /// <summary>Draws it.</summary>
    public static Table Of(EvaluationReport report)
    {
        var culture = CultureInfo.InvariantCulture;
        var table = Tables
            .WithColumns("measure", ">value", ">problems")
            .Row("pass@1 greedy", RunTable.Show(report.Greedy), Tables.Count(report.Greedy.Count));
        if (report.Sampled is { } sampled)
        {
            table.Row("pass@1 sampled", RunTable.Show(sampled), Tables.Count(sampled.Count));
        }

        foreach (var (name, estimates) in new[] { ("pass", report.PassAtK), ("cons", report.ConsAtK) })
        {
            foreach (var (k, estimate) in estimates.OrderBy(pair => pair.Key))
            {
                table.Row(string.Create(culture, $"{name}@{k}"), RunTable.Show(estimate), Tables.Count(estimate.Count));
            }
        }

        foreach (var (k, estimate) in report.ShortMAtK.OrderBy(pair => pair.Key))
        {
            table.Row(
                string.Create(culture, $"short-{report.ShortM}@{k}"),
                RunTable.Show(estimate),
                Tables.Count(estimate.Count)
            );
        }

        table.AddEmptyRow();
        foreach (var (status, count) in report.Verdicts)
        {
            table.Row($"greedy {status}", Tables.Count(count), "");
        }

        table.Row("greedy mean reward", Tables.Number(report.GreedyReward, 4), "");
        table.Row("greedy mean length", Tables.Number(report.MeanLength, 1), "");
        table.Row("unscorable", Tables.Count(report.Unscorable), "");
        table.Caption = new TableTitle(
            string.Create(
                culture,
                $"samples {report.Samples}, temperature {report.Temperature}, top-p {report.TopP}, seed {report.Seed}"
            )
        );
        return table;
    }
}
