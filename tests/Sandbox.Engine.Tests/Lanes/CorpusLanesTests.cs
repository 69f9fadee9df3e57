using System.Collections.Concurrent;
using System.Text;
using R1Code.Sandbox.Auditing;
using R1Code.Sandbox.Engine.Tests.Verdicts;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Engine.Tests.Lanes;

/// <summary>Every ordinary program says in both lanes what it says as a plain process.</summary>
public sealed class CorpusLanesTests
{
    /// <summary>
    /// The programs whose end in the fork lane may be doubted, so that the cold lane decides: those that are killed while
    /// they wait or while other threads of theirs run. Every other program must end in the fork lane itself.
    /// </summary>
    private static readonly string[] MayBeDoubted =
    [
        "Programs/time-limit-tasks-spin.cs",
        "Programs/time-limit-waits-for-input-forever.cs",
    ];

    [Fact]
    public async Task BothLanes_SayWhatAPlainProcessSays_OfEveryProgram()
    {
        await using var lanes = await TwoLanes.StartAsync(await RealEngine.ConnectAsync());
        var programs = CorpusProgram.Corpus.Read(GoldenCorpus.Programs);
        var faults = new ConcurrentBag<string>();
        var doubted = new ConcurrentBag<string>();

        await lanes.ForEachAsync(
            programs,
            async (program, pair, token) =>
            {
                var compiled = await lanes.CompileAsync(program, token);
                if (compiled.Reply is not { End: CompileEnd.Compiled })
                {
                    faults.Add(
                        $"{program.Name} does not compile: {string.Join("; ", compiled.Reply?.Diagnostics ?? [])}"
                    );
                    return;
                }

                var (fork, cold) = await lanes.RunAsync(program, compiled, pair, token);
                foreach (var (lane, said) in new[] { ("fork", fork), ("cold", cold) })
                {
                    foreach (var fault in FaultsOf(program, said))
                    {
                        faults.Add($"{program.Name}, {lane} lane: {fault}");
                    }
                }

                if (fork.Reports.Any(report => report.ColdLane))
                {
                    doubted.Add(program.Name);
                }

                if (!cold.Reports.All(report => report.ColdLane))
                {
                    faults.Add($"{program.Name} did not run in the cold lane");
                }
            }
        );

        Assert.True(faults.IsEmpty, string.Join('\n', faults.Order(StringComparer.Ordinal)));
        Assert.Empty(doubted.Except(MayBeDoubted));
        Assert.True(programs.Count >= 310, $"{programs.Count} programs");
    }

    // Of a program that a limit ends only the verdict is the same each time: how far it came is chance.
    private static IEnumerable<string> FaultsOf(GoldenProgram program, LaneVerdict said)
    {
        if (!program.Allowed.Contains(said.Status))
        {
            yield return $"{said.Status} instead of {string.Join(" or ", program.Allowed)}: {said.Evidence}";
        }

        foreach (var report in said.Reports.Where(r => r.End is TestEnd.Exited or TestEnd.Signaled))
        {
            var exit = report.End == TestEnd.Exited ? report.ExitCode : 128 + report.Signal;
            if (exit != program.ExitCode)
            {
                yield return $"exit code {exit} instead of {program.ExitCode}: {Encoding.UTF8.GetString(report.Stderr)}";
            }

            var expected = program.Problem.Tests[0].Expected!;
            if (!report.Stdout.AsSpan().SequenceEqual(Encoding.UTF8.GetBytes(expected)))
            {
                yield return $"printed\n{Encoding.UTF8.GetString(report.Stdout)}\ninstead of\n{expected}";
            }
        }
    }
}
