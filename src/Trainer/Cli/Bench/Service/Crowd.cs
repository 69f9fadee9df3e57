using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using R1Code.Rewards.Service;
using R1Code.Sandbox;

namespace R1Code.Cli.Bench.Service;

/// <summary>
/// A crowd as verl makes it: 256 calls at once with one source and another input each, and in the midst of them a single
/// call of another client.
/// </summary>
internal static class Crowd
{
    private const int Calls = 256;

    private static readonly ApiKey Many = new("many", "bench-key-of-the-crowd");
    private static readonly ApiKey Single = new("single", "bench-key-of-the-single-one");

    public static async Task<IReadOnlyList<BenchRow>> MeasureAsync(
        CSharpSandbox sandbox,
        CancellationToken cancellationToken
    )
    {
        await using var service = await BenchedService.StartAsync(
            sandbox,
            cancellationToken,
            options => options with { ApiKeys = [Many, Single] }
        );
        using var many = service.CreateClient(Many.Key);
        using var single = service.CreateClient(Single.Key);
        var source = Submissions.SumSource(Random.Shared.Next());
        var compiled = sandbox.Health.CompileCacheMisses;

        var start = Stopwatch.GetTimestamp();
        var crowd = Enumerable.Range(0, Calls).Select(i => CallAsync(many, source, i, cancellationToken)).ToList();
        await Task.WhenAny(crowd); // it is being served now
        var alone = await CallAsync(single, source, Calls, cancellationToken);
        var calls = await Task.WhenAll(crowd);
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        return
        [
            new("256 calls of /run_code at once: failed", calls.Count(c => !c.Right), "calls")
            {
                AtMost = 0,
                Note = FormattableString.Invariant(
                    $"slowest {calls.Max(c => c.Milliseconds):0} ms, {Calls * 1000 / took:0} calls a second"
                ),
            },
            new("compilations of their one source", sandbox.Health.CompileCacheMisses - compiled, "")
            {
                AtMost = 1,
                AtLeast = 1,
            },
            new("wait of another client's single call, share of the crowd's", alone.Milliseconds / took, "x")
            {
                AtMost = 0.25,
                Note = FormattableString.Invariant(
                    $"{alone.Milliseconds:0} ms of {took:0} ms{(alone.Right ? "" : ", and wrong")}"
                ),
            },
        ];
    }

    private static async Task<(bool Right, double Milliseconds)> CallAsync(
        HttpClient http,
        string source,
        int number,
        CancellationToken cancellationToken
    )
    {
        var start = Stopwatch.GetTimestamp();
        using var response = await http.PostAsJsonAsync(
            "run_code",
            new
            {
                code = source,
                stdin = FormattableString.Invariant($"{number} 1\n"),
                language = "csharp",
                compile_timeout = 10,
                run_timeout = 10,
            },
            cancellationToken
        );
        var body = await response.Content.ReadAsStringAsync(cancellationToken);
        var right =
            response.IsSuccessStatusCode
            && JsonDocument.Parse(body).RootElement.GetProperty("run_result") is { ValueKind: JsonValueKind.Object } run
            && run.GetProperty("stdout").GetString() == FormattableString.Invariant($"{number + 1}\n");
        return (right, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
    }
}
