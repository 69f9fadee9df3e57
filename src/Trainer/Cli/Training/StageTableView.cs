using R1Code.Cli.Terminal;
using R1Code.Report;
using R1Code.Report.Measures;

namespace R1Code.Cli.Training;

/// <summary>A run's stages on the terminal, a row each with the measures that tell most, and its claims. The page has the rest.</summary>
internal static class StageTableView
{
    // Eleven columns fit into 100 characters.
    private static readonly (string Header, string Group, string Name)[] Columns =
    [
        ("min", "cost", "minutes without measuring"),
        ("format", "readability", "format rate"),
        ("lang", "readability", "language consistency"),
        ("greedy", "all problems", "pass@1 greedy"),
        ("pass@1", "all problems", "pass@1"),
        ("code", "code", "pass@1"),
        ("math", "math", "pass@1"),
        ("logic", "logic", "pass@1"),
    ];

    public static void Show(Screen screen, RunReport report)
    {
        var columns = Columns
            .Select(column => (column.Header, Row: Find(report, column.Group, column.Name)))
            .Concat(Many(report))
            .Where(column => column.Row is not null)
            .ToList();
        var table = Tables.WithColumns([">stage", .. columns.Select(column => ">" + column.Header)]);
        for (var stage = 0; stage < report.Table.Stages.Count; stage++)
        {
            // The page has the deviation between seeds.
            table.Row([
                report.Table.Stages[stage],
                .. columns.Select(column => column.Row!.Values[stage].Split(' ')[0]),
            ]);
        }

        screen.Show(table);
        foreach (var line in report.Claims)
        {
            screen.Line(line);
        }
    }

    private static IEnumerable<(string Header, StageTableRow? Row)> Many(RunReport report) =>
        report
            .Table.Rows.Where(row => row.Group == "all problems" && row.Name.Contains('@', StringComparison.Ordinal))
            .Where(row => !row.Name.StartsWith("pass@1", StringComparison.Ordinal))
            .Where(row => !row.Name.StartsWith("short", StringComparison.Ordinal))
            .Select(row => (row.Name, (StageTableRow?)row));

    private static StageTableRow? Find(RunReport report, string group, string name) =>
        report.Table.Rows.FirstOrDefault(row => row.Group == group && row.Name == name);
}
