using System.Globalization;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Terminal;

/// <summary>A verdict for people: the total, compiler messages, and a line per test.</summary>
internal static class VerdictView
{
    private const int DetailLength = 44;
    private const int MaxRows = 100;
    private const int MaxMessageLines = 10;

    /// <summary>Prints it.</summary>
    public static void Show(Screen screen, Verdict verdict)
    {
        screen.Line(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{verdict.Status}: {verdict.Passed} of {verdict.Total} tests passed, compiled in {verdict.CompileMs:0} ms"
            )
        );
        foreach (var line in verdict.Diagnostics.Append(verdict.Message).OfType<string>())
        {
            screen.Line("  " + PlainText.OneLine(line, 200));
        }

        if (verdict.Tests.Count == 0)
        {
            return;
        }

        var table = Tables.WithColumns(">test", "status", ">wall ms", ">cpu ms", ">memory", "what it gave");
        for (var i = 0; i < Math.Min(verdict.Tests.Count, MaxRows); i++)
        {
            var test = verdict.Tests[i];
            table.Row(
                Tables.Count(i + 1),
                test.Status.ToString(),
                Tables.Number(test.WallMs, 1),
                Tables.Number(test.CpuMs, 1),
                Tables.Megabytes(test.MemoryBytes),
                Detail(test)
            );
        }

        screen.Show(table);
        if (verdict.Tests.Count > MaxRows)
        {
            screen.Line($"and {verdict.Tests.Count - MaxRows} more tests; --json has them all");
        }

        ShowFirstFailure(screen, verdict.Tests);
    }

    // A cell holds the start of a message; of the first failure people want to read more.
    private static void ShowFirstFailure(Screen screen, IReadOnlyList<TestVerdict> tests)
    {
        var first = tests.Index().FirstOrDefault(test => test.Item.Status != VerdictStatus.Accepted);
        if (first.Item?.Message is not { } message || PlainText.OneLine(message, int.MaxValue).Length <= DetailLength)
        {
            return;
        }

        screen.Line($"test {first.Index + 1}:");
        foreach (var line in PlainText.Of(message).TrimEnd().Split('\n').Take(MaxMessageLines))
        {
            screen.Line("  " + line);
        }
    }

    private static string Detail(TestVerdict test) =>
        PlainText.OneLine(
            test.Status == VerdictStatus.Accepted || string.IsNullOrEmpty(test.Message) ? test.Output : test.Message,
            DetailLength
        );
}
