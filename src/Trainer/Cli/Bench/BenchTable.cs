using R1Code.Cli.Terminal;
using Spectre.Console;

namespace R1Code.Cli.Bench;

/// <summary>A report as a table.</summary>
internal static class BenchTable
{
    public static Table Of(BenchReport report)
    {
        var table = Tables.WithColumns("figure", ">value", "unit", ">bound", "kept", "how");
        foreach (var row in report.Rows)
        {
            table.Row(
                row.Name,
                Tables.Number(row.Value, row.Value >= 100 ? 0 : 2),
                row.Unit,
                Bound(row),
                row.Holds switch
                {
                    true => "yes",
                    false => "NO",
                    null => "",
                },
                row.Note ?? ""
            );
        }

        return table;
    }

    private static string Bound(BenchRow row) =>
        (row.AtMost, row.AtLeast) switch
        {
            ({ } most, _) => $"<= {Tables.Number(most, 1)}",
            (_, { } least) => $">= {Tables.Number(least, 1)}",
            _ => "",
        };
}
