using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Evaluation;
using R1Code.Trainer.Recipes;

namespace R1Code.Trainer.Core.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private static readonly IReadOnlyList<Problem> Problems =
    [
        new Problem { Id = "one" },
        new Problem { Id = "two" },
        new Problem { Id = "broken" },
    ];

    [Fact]
    public async Task EvaluateAsync_CountsPassesVotesAndFailuresOfTheSandbox()
    {
        // What each sample answers, by problem; "right" passes and "fail" is a broken sandbox.
        var source = new Scripted(
            new()
            {
                ["one"] = ["right", "right", "wrong", "right"],
                ["two"] = ["wrong", "same", "same", "right"],
                ["broken"] = ["fail", "fail", "fail", "fail"],
            }
        );
        var options = new EvaluationOptions { Samples = 4, K = [1, 2, 4] };

        var report = await new Evaluator(source, new Judge()).EvaluateAsync(
            Problems,
            options,
            64,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(.5, report.Greedy.Value, 9); // the first samples: right, wrong, unknown
        Assert.Equal(2, report.Greedy.Count);
        Assert.Equal((.75 + .25) / 2, report.Sampled!.Value, 9);
        Assert.Equal((1 + .5) / 2, report.PassAtK[2].Value, 9);
        Assert.Equal(.5, report.ConsAtK[4].Value, 9); // "right" wins the first, "same" the second
        Assert.Equal(5, report.Unscorable);
        Assert.Equal(1, report.Verdicts["SandboxFailure"]);
    }

    [Fact]
    public async Task EvaluateAsync_AsksGreedilyOnceAndThenSamples()
    {
        var source = new Scripted(new() { ["one"] = ["right", "right"] });

        await new Evaluator(source, new Judge()).EvaluateAsync(
            [Problems[0]],
            new EvaluationOptions
            {
                Samples = 2,
                K = [],
                Temperature = .7,
                TopP = .9,
                Seed = 5,
            },
            64,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(
            [(1, new CompletionSettings(0, 1, 64, 5)), (2, new CompletionSettings(.7, .9, 64, 5))],
            source.Asked
        );
    }

    [Theory]
    [InlineData("math", 1.0, true)]
    [InlineData("math", 0.5, false)]
    [InlineData("logic", 1.0, null)]
    public void IsCorrect_IsUnknown_WhereNoGraderOfTheKindSpoke(string kind, double math, bool? expected)
    {
        var score = new RewardBreakdown
        {
            ProblemId = "p",
            Reward = 1,
            Rewards = new Dictionary<string, double?> { ["math"] = math, ["format"] = 1 },
        };

        Assert.Equal(expected, Evaluator.IsCorrect(new Problem { Id = "p", Kind = kind }, score));
    }

    private sealed class Scripted(Dictionary<string, string[]> answers) : ICompletionSource
    {
        public List<(int Count, CompletionSettings Settings)> Asked { get; } = [];

        public async IAsyncEnumerable<SourcedCompletion> CompleteAsync(
            IReadOnlyList<Problem> problems,
            int count,
            CompletionSettings settings,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
        )
        {
            Asked.Add((count, settings));
            for (var i = 0; i < problems.Count * count; i++)
            {
                await Task.Yield();
                var (problem, sample) = (i / count, i % count);
                yield return new SourcedCompletion(
                    problem,
                    sample,
                    answers[problems[problem].Id][sample],
                    [],
                    1,
                    false
                );
            }
        }
    }

    private sealed class Judge : IRewardSource
    {
        public Task<RewardBreakdown> ScoreAsync(RewardQuery query, CancellationToken cancellationToken)
        {
            var status = query.Completion switch
            {
                "right" => VerdictStatus.Accepted,
                "fail" => VerdictStatus.SandboxFailure,
                _ => VerdictStatus.WrongAnswer,
            };
            return Task.FromResult(
                new RewardBreakdown
                {
                    ProblemId = query.Problem.Id,
                    Reward = status == VerdictStatus.SandboxFailure ? null : 1,
                    Rewards = new Dictionary<string, double?>(),
                    Verdict = new Verdict
                    {
                        Status = status,
                        Tests = [new TestVerdict { Status = status, Output = query.Completion }],
                    },
                }
            );
        }
    }
}
