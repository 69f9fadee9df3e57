using System.Globalization;
using Spectre.Console;

namespace R1Code.Cli.Terminal;

/// <summary>Tables of one look. Cells are plain text: what stands in them is never read as markup.</summary>
internal static class Tables
{
    /// <summary>An empty table; a header that starts with <c>&gt;</c> makes a right-aligned column of numbers.</summary>
    public static Table WithColumns(params string[] headers)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var header in headers)
        {
            var isNumber = header.StartsWith('>');
            var column = new TableColumn(
                new Text(isNumber ? header[1..] : header, new Style(decoration: Decoration.Bold))
            );
            table.AddColumn(isNumber ? column.RightAligned().NoWrap() : column);
        }

        return table;
    }

    /// <summary>Adds a row of plain cells.</summary>
    public static Table Row(this Table table, params string[] cells)
    {
        table.AddRow(cells.Select(cell => new Text(PlainText.Of(cell))));
        return table;
    }

    /// <summary>A number with a fixed count of decimals, the same in every culture.</summary>
    public static string Number(double value, int decimals = 2) =>
        value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>A count.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A share of 1 as a percentage.</summary>
    public static string Percent(double share) => Number(100 * share, 1) + " %";

    /// <summary>A size in MiB.</summary>
    public static string Megabytes(long bytes) => Number(bytes / 1048576.0, 0) + " MiB";
}
