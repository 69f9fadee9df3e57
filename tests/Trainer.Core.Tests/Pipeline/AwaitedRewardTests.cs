using System.Collections.Concurrent;

namespace R1Code.Trainer.Core.Tests.Pipeline;

/// <summary>A step learns from what is scored while the rest is awaited; when which score comes changes nothing but times.</summary>
public sealed class AwaitedRewardTests
{
    private static readonly string[] Waves =
    [
        "evaluation.problems=0",
        "stages.rl.max_steps=3",
        "stages.rl.prompts_per_step=4",
        "stages.rl.num_mini_batches=1",
        "stages.rl.micro_batch_tokens=100",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Run_IsTheSame_WhateverOrderRewardsComeIn(int workers)
    {
        var prompt = await RunAsync(_ => 0);
        var first = await RunAsync(query => 60 - 20 * query.Sample);
        var mixed = await RunAsync(query => (int)(SeededRandom.StableHash(query.Completion) % 50));

        Assert.All([first, mixed], run => Assert.Equal(prompt.Metrics("02-rl"), run.Metrics("02-rl")));
        Assert.All([first, mixed], run => Assert.Equal(prompt.FinalWeights("02-rl"), run.FinalWeights("02-rl")));
        // Some rewards are missing, so that steps are computed again too.
        Assert.Contains(prompt.Steps, step => step.Metrics.GetValueOrDefault("unscorable") > 0);

        async Task<TinyRun> RunAsync(Func<RewardQuery, int> milliseconds)
        {
            var run = new TinyRun(
                TinyRun.NewFolder(),
                [.. Waves, "stages.rl.loss_type=dapo", $"runtime.gradient_workers={workers}"]
            )
            {
                Reward = query => SeededRandom.StableHash(query.Completion) % 5 is var r && r == 0 ? null : r,
                Delay = query => TimeSpan.FromMilliseconds(milliseconds(query)),
            };
            await run.RunAsync(cancellationToken: Token);
            return run;
        }
    }

    [Fact]
    public async Task Times_AreOfOneThingEach()
    {
        var run = new TinyRun(TinyRun.NewFolder(), Waves) { Delay = _ => TimeSpan.FromMilliseconds(200) };

        await run.RunAsync(cancellationToken: Token);

        Assert.All(
            run.Steps.Where(step => step.Stage == "rl").Select(step => step.Metrics),
            m =>
            {
                Assert.InRange(m["timing_s/reward"], .05, m["timing_s/step"]);
                Assert.InRange(
                    m["timing_s/gen"] + m["timing_s/reward"] + m["timing_s/update_actor"],
                    0,
                    m["timing_s/step"]
                );
            }
        );
    }

    [Fact]
    public async Task Watchdog_SaysThatAStepWaitsForRewards_AlsoInTheMiddleOfTheUpdate()
    {
        var last = 3;
        var run = new TinyRun(TinyRun.NewFolder(), [.. Waves, "stages.rl.max_steps=1", "runtime.watchdog_seconds=1"])
        {
            // All but one completion are scored at once.
            Delay = _ => TimeSpan.FromSeconds(Interlocked.Decrement(ref last) == 0 ? 3 : 0),
        };

        await run.RunAsync(cancellationToken: Token);

        Assert.Contains(
            run.Warnings,
            text =>
                text.Contains("still in 'reward'", StringComparison.Ordinal)
                && text.Contains("1 of 12", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task FailedReward_EndsTheStep_OnceNoOtherIsLeftRunning()
    {
        var running = 0;
        var problems = new ConcurrentDictionary<string, int>();
        var run = new TinyRun(TinyRun.NewFolder(), Waves)
        {
            // The fourth problem's are still on their way when the first wave fails.
            Delay = query =>
            {
                Interlocked.Increment(ref running);
                return TimeSpan.FromSeconds(problems.GetOrAdd(query.Problem.Id, _ => problems.Count) == 3 ? 2 : 0);
            },
            Reward = query =>
            {
                Interlocked.Decrement(ref running);
                return query.Sample == 1 ? throw new HttpRequestException("the service is gone") : 1;
            },
        };

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => run.RunAsync(cancellationToken: Token));

        Assert.Equal("the service is gone", error.Message);
        Assert.Equal(0, running);
        Assert.DoesNotContain(run.Steps, step => step.Stage == "rl");
    }
}
