using System.Globalization;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Bench.Service;

/// <summary>The programs that the service is measured with.</summary>
internal static class Submissions
{
    /// <summary>Adds two numbers.</summary>
    public static Problem Sum { get; } =
        new()
        {
            Id = "bench-sum",
            Tests =
            [
                new ProblemTest { Input = "1 2\n", Expected = "3\n" },
                new ProblemTest { Input = "40 2\n", Expected = "42\n" },
            ],
        };

    /// <summary>Answers <see cref="Sum"/>; another text, and so another compilation, for each number.</summary>
    public static string SumSource(int number) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            // {number}
            var n = System.Console.ReadLine()!.Split(' ');
            System.Console.WriteLine(int.Parse(n[0]) + int.Parse(n[1]));
            """
        );

    /// <summary>Answers <see cref="Sum"/> after half a second in which it does nothing.</summary>
    public static string Sleeping(int number) => SumSource(number) + "\nSystem.Threading.Thread.Sleep(500);";

    /// <summary>Answers <see cref="Sum"/> after some tenths of a second of work.</summary>
    public static string Computing(int number) =>
        SumSource(number)
        + """

            double x = 0;
            for (var i = 1; i < 60_000_000; i++) x += 1.0 / i;
            if (x < 0) System.Console.WriteLine(x);
            """;

    /// <summary>A batch whose completions answer <see cref="Sum"/>.</summary>
    public static ScoreRequest Batch(int items, Func<int, string> source, int from = 0) =>
        new()
        {
            Items =
            [
                .. Enumerable
                    .Range(0, items)
                    .Select(i => new ScoreItem
                    {
                        Problem = Sum,
                        Completion = $"<think>t</think><answer>\n```csharp\n{source(from + i)}\n```\n</answer>",
                        Sample = i,
                    }),
            ],
        };
}
