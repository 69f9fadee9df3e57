using System.Diagnostics;
using System.Net.Http.Json;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Bench.Service;

/// <summary>
/// What a call over HTTP costs beyond the engine call inside it. Both are measured in turns, so that whatever else the
/// machine does hits both alike; the figure is the difference of the medians.
/// </summary>
internal static class HttpOverhead
{
    private const int Pairs = 150;
    private const int Warming = 20;
    private const double Bound = 2;

    public static async Task<IReadOnlyList<BenchRow>> MeasureAsync(
        ISandbox sandbox,
        CancellationToken cancellationToken
    )
    {
        await using var service = await BenchedService.StartAsync(sandbox, cancellationToken);
        var number = 0;

        var judge = await CompareAsync(
            () => sandbox.JudgeAsync(Submissions.Sum, Submissions.SumSource(number++), cancellationToken),
            () =>
                service.Client.JudgeAsync(
                    new JudgeRequest { Problem = Submissions.Sum, Source = Submissions.SumSource(number++) },
                    cancellationToken
                )
        );
        var score = await CompareAsync(
            () => sandbox.JudgeAsync(Submissions.Sum, Submissions.SumSource(number++), cancellationToken),
            () => service.Client.ScoreAsync(Submissions.Batch(1, Submissions.SumSource, number++), cancellationToken)
        );
        var run = await CompareAsync(
            () => sandbox.RunAsync(Program(number++), cancellationToken),
            () => RunCodeAsync(service.Http, number++, cancellationToken)
        );
        return
        [
            Row("/v1/judge over the engine call, p50", judge),
            Row("/v1/score of one item over the engine call, p50", score),
            Row("/run_code over the engine call, p50", run),
        ];
    }

    private static BenchRow Row(string name, (double Direct, double Http) medians) =>
        new(name, medians.Http - medians.Direct, "ms")
        {
            AtMost = Bound,
            Note = FormattableString.Invariant(
                $"{medians.Http:0.0} ms over HTTP, {medians.Direct:0.0} ms direct, {Pairs} of each in turns"
            ),
        };

    private static async Task<(double Direct, double Http)> CompareAsync(Func<Task> direct, Func<Task> http)
    {
        var directly = new List<double>();
        var overHttp = new List<double>();
        for (var i = 0; i < Warming + Pairs; i++)
        {
            var (a, b) = (await TimeAsync(direct), await TimeAsync(http));
            if (i >= Warming)
            {
                directly.Add(a);
                overHttp.Add(b);
            }
        }

        return (Samples.Median(directly), Samples.Median(overHttp));
    }

    private static async Task<double> TimeAsync(Func<Task> call)
    {
        var start = Stopwatch.GetTimestamp();
        await call();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    // The same source every time, as verl sends it: compiled once, run each time.
    private static ProgramRun Program(int number) =>
        new()
        {
            Sources = [new SourceFile("Program.cs", Submissions.SumSource(-1))],
            Stdin = System.Text.Encoding.UTF8.GetBytes(FormattableString.Invariant($"{number} 1\n")),
        };

    private static async Task RunCodeAsync(HttpClient http, int number, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync(
            "run_code",
            new
            {
                code = Submissions.SumSource(-1),
                stdin = FormattableString.Invariant($"{number} 1\n"),
                language = "csharp",
            },
            cancellationToken
        );
        response.EnsureSuccessStatusCode();
        await response.Content.ReadAsByteArrayAsync(cancellationToken);
    }
}
