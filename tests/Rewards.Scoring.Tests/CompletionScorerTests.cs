using System.Collections.Concurrent;
using System.Text.Json;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Tests;

public sealed class CompletionScorerTests
{
    private static readonly Problem Doubles = new()
    {
        Id = "p1",
        Tests = [new ProblemTest { Input = "1", Expected = "2" }],
    };

    [Fact]
    public async Task ScoreAsync_JudgesTheExtractedCode()
    {
        var sandbox = new RecordingSandbox();
        var scorer = new CompletionScorer(sandbox, RewardSet.Default);

        var score = await Score(scorer, Doubles, "<think>x</think><answer>```cs\nclass A { }\n```</answer>");

        Assert.Equal(["class A { }\n"], sandbox.Sources);
        Assert.Equal(("p1", 7, 1.1), (score.ProblemId, score.Sample, score.Reward));
        Assert.Equal(VerdictStatus.Accepted, score.Verdict?.Status);
    }

    [Fact]
    public async Task ScoreAsync_GivesNoCode_WithoutTheSandbox()
    {
        var sandbox = new RecordingSandbox();

        var score = await Score(new CompletionScorer(sandbox, RewardSet.Default), Doubles, "No idea.");

        Assert.Empty(sandbox.Sources);
        Assert.Equal((VerdictStatus.NoCode, 1, 0.0), (score.Verdict?.Status, score.Verdict?.Total, score.Reward));
    }

    [Fact]
    public async Task ScoreAsync_JudgesNothing_WhenAMathProblemHasNoTests()
    {
        var sandbox = new RecordingSandbox();
        var problem = new Problem
        {
            Id = "m",
            Kind = "math",
            Answer = "4",
        };

        var score = await Score(new CompletionScorer(sandbox, RewardSet.Default), problem, "```cs\nclass A { }\n```");

        Assert.Empty(sandbox.Sources);
        Assert.Null(score.Verdict);
        Assert.Null(score.Rewards["code"]);
    }

    [Fact]
    public async Task ScoreAsync_GivesNull_WhenTheSandboxFails()
    {
        var sandbox = new RecordingSandbox { Status = VerdictStatus.SandboxFailure };

        var score = await Score(new CompletionScorer(sandbox, RewardSet.Default), Doubles, "```cs\nclass A { }\n```");

        Assert.Null(score.Reward);
        Assert.Contains("\"reward\":null", JsonSerializer.Serialize(score, R1Json.Options), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ScoreGroupAsync_NumbersSamplesInOrder()
    {
        var scorer = new CompletionScorer(new RecordingSandbox(), RewardSet.Default);

        var scores = await scorer.ScoreGroupAsync(
            [Inputs.Of("nothing", Doubles), Inputs.Of("```cs\nclass A { }\n```", Doubles)],
            TestContext.Current.CancellationToken
        );

        Assert.Equal([(0, 0.0), (1, 1.0)], scores.Select(s => (s.Sample, s.Reward!.Value)));
    }

    private static Task<RewardBreakdown> Score(CompletionScorer scorer, Problem problem, string completion) =>
        scorer.ScoreAsync(problem, completion, 7, null, false, TestContext.Current.CancellationToken);

    // What it says is fixed: these tests are about what reaches a sandbox and what becomes of its answer.
    private sealed class RecordingSandbox : ISandbox
    {
        public VerdictStatus Status { get; init; } = VerdictStatus.Accepted;

        public ConcurrentQueue<string> Sources { get; } = new();

        public Task<Verdict> JudgeAsync(Problem problem, string source, CancellationToken cancellationToken)
        {
            Sources.Enqueue(source);
            return Task.FromResult(
                new Verdict
                {
                    Status = Status,
                    Passed = 1,
                    Total = 1,
                }
            );
        }

        public Task<ProgramOutcome> RunAsync(ProgramRun run, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
