using System.Collections.Concurrent;
using R1Code.Sandbox.Auditing;
using R1Code.Sandbox.Containers;
using R1Code.Sandbox.Engine.Tests.Attacks;
using R1Code.Sandbox.Engine.Tests.Containers;
using R1Code.Sandbox.Engine.Tests.Verdicts;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Engine.Tests.Lanes;

/// <summary>
/// Every attack gets its verdict, the same in both lanes; the next submission in the same box is judged right, and the
/// box then holds what it held before any attack: one process, no files.
/// </summary>
public sealed class AttackLanesTests
{
    private static readonly GoldenProgram Honest = new()
    {
        Name = "honest",
        Allowed = [VerdictStatus.Accepted],
        Problem = GoldenCorpus.SumOf(ProblemMode.Stdin, new TestLimits { WallMs = 30_000 }),
        Source = """
            var parts = Console.ReadLine()!.Split(' ');
            Console.WriteLine(int.Parse(parts[0]) + int.Parse(parts[1]));
            """,
    };

    public static TheoryData<string> OtherEngines => [.. FoundEngines.Others];

    [Fact]
    public async Task EveryAttack_GetsItsVerdictInBothLanes_AndLeavesNothingBehind() =>
        await AttackAsync(await RealEngine.ConnectAsync(), CorpusProgram.Corpus.Read(GoldenCorpus.Attacks));

    /// <summary>
    /// The first attack of each row and those that an engine once let through or answered late, and all of them with
    /// <c>R1CODE_ATTACKS=all</c>.
    /// </summary>
    [Theory]
    [MemberData(nameof(OtherEngines))]
    public async Task Attacks_GetTheirVerdicts_OnEveryOtherEngineOfThisMachine(string name) =>
        await AttackAsync(
            await FoundEngines.ConnectAsync(name),
            [
                .. AttackTests
                    .Chosen.Union(["06-file-state-anywhere.cs", "06-locks.cs", "06-locks-anywhere.cs", "13-mount.cs"])
                    .Select(file => CorpusProgram.Corpus.ReadOne($"{GoldenCorpus.Attacks}/{file}")),
            ]
        );

    private static async Task AttackAsync(IContainerEngine engine, IReadOnlyList<GoldenProgram> attacks)
    {
        await using var lanes = await TwoLanes.StartAsync(engine);
        var honest = await lanes.CompileAsync(Honest, TestContext.Current.CancellationToken);
        var faults = new ConcurrentBag<string>();

        await lanes.ForEachAsync(
            attacks,
            async (attack, pair, token) =>
            {
                var compiled = await lanes.CompileAsync(attack, token);
                if (compiled.Reply is not { End: CompileEnd.Compiled })
                {
                    Allow(attack, "compiler", Sandbox.Verdicts.StatusOf(compiled), compiled.Message);
                    return;
                }

                var (fork, cold) = await lanes.RunAsync(attack, compiled, pair, token);
                Allow(attack, "fork lane", fork.Status, fork.Evidence);
                Allow(attack, "cold lane", cold.Status, cold.Evidence);
                if (fork.Status != cold.Status)
                {
                    faults.Add($"{attack.Name}: {fork.Status} in the fork lane, {cold.Status} in the cold lane");
                }

                // What it left in the box would help it only now: a first test that finds nothing has failed already.
                if (attack.Name.StartsWith($"{GoldenCorpus.Attacks}/06-", StringComparison.Ordinal))
                {
                    (fork, cold) = await lanes.RunAsync(attack, compiled, pair, token);
                    Allow(attack, "fork lane, again", fork.Status, fork.Evidence);
                    Allow(attack, "cold lane, again", cold.Status, cold.Evidence);
                }

                (fork, cold) = await lanes.RunAsync(Honest, honest, pair, token);
                Allow(Honest with { Name = $"after {attack.Name}" }, "fork lane", fork.Status, fork.Evidence);
                Allow(Honest with { Name = $"after {attack.Name}" }, "cold lane", cold.Status, cold.Evidence);
                await LookAsync(attack, pair, token);
            }
        );

        Assert.True(faults.IsEmpty, string.Join('\n', faults.Order(StringComparer.Ordinal)));

        void Allow(GoldenProgram program, string where, VerdictStatus status, string? evidence)
        {
            if (!program.Allowed.Contains(status))
            {
                faults.Add(
                    $"{program.Name}, {where}: {status}, allowed {string.Join(", ", program.Allowed)}: {evidence}"
                );
            }
        }

        async Task LookAsync(GoldenProgram attack, LanePair pair, CancellationToken token)
        {
            foreach (var lane in pair.Both)
            {
                var box = await lane.LookAsync(token);
                if (box.Processes is not (null or 1) || box.ScratchEntries is not (null or 1))
                {
                    faults.Add(
                        $"after {attack.Name}, {lane.Name}: {box.Processes} processes, {box.ScratchEntries} entries in /tmp"
                    );
                }
            }
        }
    }
}
