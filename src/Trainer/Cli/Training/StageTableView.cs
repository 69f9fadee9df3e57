using R1Code.Cli.Terminal;
using R1Code.Report;

namespace R1Code.Cli.Training;

/// <summary>The stage table and the claims of a run on the terminal.</summary>
internal static class StageTableView
{
    public static void Show(Screen screen, RunReport report)
    {
        var table = Tables.WithColumns(["", .. report.Table.Stages.Select(stage => ">" + stage)]);
        var group = "";
        foreach (var row in report.Table.Rows)
        {
            if (row.Group != group)
            {
                group = row.Group;
                table.Row([$"{group}:", .. row.Values.Select(_ => "")]);
            }

            table.Row([$"  {row.Name}", .. row.Values]);
        }

        screen.Show(table);
        foreach (var line in report.Claims)
        {
            screen.Line(line);
        }
    }
}
