using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Engine.Tests.Running;

/// <summary>Many submissions to problems with a special judge at once: their checks share boxes and nothing else.</summary>
public sealed class SpecialJudgeTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>
{
    // Whatever another check left, in memory or in a file, would be seen here. It breaks over one of the outputs.
    private const string Judge = """
        if (Directory.GetFileSystemEntries(".").Length != 3 || Seen.Count++ != 0) { return 3; }
        File.WriteAllText("left.txt", "behind");
        var output = File.ReadAllText(args[1]).Trim();
        if (output == "13") { Environment.Exit(7); }
        Console.Write($"{File.ReadAllText(args[0])} gave {output}");
        return int.Parse(output) == int.Parse(File.ReadAllText(args[2])) ? 0 : 1;

        static class Seen { public static int Count; }
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Judge_DecidesEachOfManySubmissions_AsIfItWereAlone()
    {
        var problem = new Problem
        {
            Id = "add",
            Checker = new CheckerSpec { Type = "special", Source = Judge },
            Tests = [new ProblemTest { Input = "1", Expected = "2" }, new ProblemTest { Input = "5", Expected = "6" }],
        };
        var added = Enumerable.Range(0, 40).Select(i => i % 5).ToArray();

        var verdicts = await Task.WhenAll(
            added.Select(
                (add, i) =>
                    fixture.Sandbox.JudgeAsync(
                        problem,
                        $"Console.WriteLine(int.Parse(Console.ReadLine()!) + {(add == 4 ? 12 : add)}); // {i}",
                        Token
                    )
            )
        );

        foreach (var (add, verdict) in added.Zip(verdicts))
        {
            var expected = add switch
            {
                1 => VerdictStatus.Accepted,
                4 => VerdictStatus.SandboxFailure,
                _ => VerdictStatus.WrongAnswer,
            };
            Assert.Equal(expected, verdict.Status);
            var said = add == 4 ? "exit code 7" : $"1 gave {1 + add}";
            Assert.Contains(said, add == 1 ? said : verdict.Tests[0].Message, StringComparison.Ordinal);
        }
    }
}
