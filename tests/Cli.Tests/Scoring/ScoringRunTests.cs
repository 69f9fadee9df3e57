using System.Text;
using System.Text.Json;
using R1Code.Cli.Scoring;
using R1Code.Cli.Tests.Running;
using R1Code.Rewards;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Tests.Scoring;

/// <summary>The stream through the scorer, with a sandbox that answers late and out of order.</summary>
public sealed class ScoringRunTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Scores_ComeInTheFilesOrder_WhateverOrderTheVerdictsHave()
    {
        var (shelf, inputs) = Files(problems: 3, samples: 50);
        using (shelf)
        {
            var scores = await RunAsync(shelf, inputs, RewardSet.Default, []);

            Assert.Equal(
                Enumerable.Range(0, 50).SelectMany(s => new[] { ("p0", s), ("p1", s), ("p2", s) }),
                scores.Select(s => (s.ProblemId, s.Sample))
            );
        }
    }

    [Fact]
    public async Task RewardThatComparesAGroup_SeesAllOfItAlsoAfterAnInterruption()
    {
        var (shelf, inputs) = Files(problems: 2, samples: 8);
        using (shelf)
        {
            var rewards = RewardSet.Create(
                new Dictionary<string, JsonElement>
                {
                    ["kimi_length"] = JsonDocument.Parse("""{"unit":"characters"}""").RootElement,
                }
            );

            var whole = await RunAsync(shelf, inputs, rewards, []);
            var rest = await RunAsync(shelf, inputs, rewards, whole.Take(7));

            Assert.Equal(whole.Select(Screened), rest.Select(Screened));
            Assert.True(whole.Select(s => s.Reward).Distinct().Count() > 4);
        }
    }

    [Fact]
    public async Task OnlyAWindow_IsReadAhead()
    {
        var (shelf, inputs) = Files(problems: 1, samples: 2_000);
        using (shelf)
        {
            var read = 0;
            var run = new ScoringRun(
                new CompletionScorer(new LateSandbox(), RewardSet.Default),
                shelf,
                new SandboxOptions { Boxes = 2 }
            );
            var lines = ScoreInputs.Stream(_folder["c.jsonl"]).Select(line => (++read, line).line);
            await using var scores = run.RunAsync(lines, [], inputs.OfProblem, () => { }, Token)
                .GetAsyncEnumerator(Token);

            Assert.True(await scores.MoveNextAsync());
            Assert.InRange(Volatile.Read(ref read), 1, 200);
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private async Task<List<RewardBreakdown>> RunAsync(
        ProblemShelf shelf,
        ScoreInputs inputs,
        RewardSet rewards,
        IEnumerable<RewardBreakdown> known
    )
    {
        var run = new ScoringRun(
            new CompletionScorer(new LateSandbox(), rewards),
            shelf,
            new SandboxOptions { Boxes = 4 }
        );
        var scores = new List<RewardBreakdown>();
        await foreach (
            var score in run.RunAsync(ScoreInputs.Stream(_folder["c.jsonl"]), known, inputs.OfProblem, () => { }, Token)
        )
        {
            scores.Add(score);
        }

        return scores;
    }

    private (ProblemShelf Shelf, ScoreInputs Inputs) Files(int problems, int samples)
    {
        var text = new StringBuilder();
        for (var p = 0; p < problems; p++)
        {
            text.AppendLine("{\"id\":\"p" + p + "\",\"tests\":[{\"input\":\"\",\"expected\":\"1\"}]}");
        }

        var lines = new StringBuilder();
        for (var s = 0; s < samples; s++)
        {
            for (var p = 0; p < problems; p++)
            {
                lines.AppendLine(
                    JsonSerializer.Serialize(
                        new { problem_id = $"p{p}", completion = $"```csharp\n{new string('/', 2 + s)}\nreturn;\n```" }
                    )
                );
            }
        }

        var shelf = ProblemShelf.Load(_folder.Write("p.jsonl", text.ToString()), new SandboxOptions());
        return (shelf, ScoreInputs.Scan(_folder.Write("c.jsonl", lines.ToString()), shelf.Ids));
    }

    private static string Screened(RewardBreakdown score) => JsonSerializer.Serialize(score, R1Json.Options);

    /// <summary>Accepts everything, later calls often before earlier ones.</summary>
    private sealed class LateSandbox : ISandbox
    {
        private int _calls;

        public async Task<Verdict> JudgeAsync(Problem problem, string source, CancellationToken cancellationToken)
        {
            await Task.Delay(Interlocked.Increment(ref _calls) % 5, cancellationToken);
            return new Verdict
            {
                Status = VerdictStatus.Accepted,
                Passed = 1,
                Total = 1,
            };
        }

        public Task<ProgramOutcome> RunAsync(ProgramRun run, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
