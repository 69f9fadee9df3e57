using System.Globalization;
using R1Code.Cli.Terminal;
using Spectre.Console;

namespace R1Code.Cli.Scoring;

/// <summary>The summary of <c>score</c> as a table.</summary>
internal static class ScoreTable
{
    /// <summary>Three blocks: verdict counts, rewards, pass@k.</summary>
    public static Table Of(ScoreSummary summary)
    {
        var table = Tables.WithColumns("", ">count", ">share or mean");
        var judged = Math.Max(1, summary.Verdicts.Values.Sum());
        foreach (var (status, count) in summary.Verdicts)
        {
            table.Row(status, Tables.Count(count), Tables.Percent(count / (double)judged));
        }

        table.AddEmptyRow();
        var scored = summary.Completions - summary.Unscored;
        table.Row("reward", Tables.Count(scored), summary.MeanReward is { } mean ? Tables.Number(mean, 4) : "-");
        foreach (var (name, value) in summary.MeanRewards)
        {
            table.Row($"rewards/{name}", "", Tables.Number(value, 4));
        }

        if (summary.PassAtK.Count > 0)
        {
            table.AddEmptyRow();
        }

        foreach (var (k, value) in summary.PassAtK)
        {
            table.Row(string.Create(CultureInfo.InvariantCulture, $"pass@{k}"), "", Tables.Number(value, 4));
        }

        table.AddEmptyRow();
        return table
            .Row("completions", Tables.Count(summary.Completions), "")
            .Row("problems", Tables.Count(summary.Problems), "");
    }
}
