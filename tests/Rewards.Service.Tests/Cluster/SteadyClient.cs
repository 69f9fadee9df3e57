using System.Collections.Concurrent;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service.Tests.Support;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Tests.Cluster;

/// <summary>
/// A trainer that does not know what happens behind its back: hands in one job after the other by the real client, waits
/// for each, and remembers every result it has ever been shown.
/// </summary>
internal sealed class SteadyClient(Uri service, string name, int items)
{
    private readonly ConcurrentDictionary<(string Job, int Index), double> _seen = new();

    /// <summary>Keys of the jobs and the ids they were answered with.</summary>
    public ConcurrentDictionary<string, string> Accepted { get; } = new();

    public int Results => _seen.Count;

    /// <summary>Works until it is told to stop, then finishes what it has begun.</summary>
    public async Task WorkAsync(CancellationToken enough)
    {
        using var http = new HttpClient { BaseAddress = service, Timeout = TimeSpan.FromSeconds(20) };
        var client = new RewardsClient(
            http,
            new RewardsClientOptions
            {
                Attempts = 200,
                FirstPause = TimeSpan.FromMilliseconds(100),
                LongestPause = TimeSpan.FromMilliseconds(500),
                JobWait = TimeSpan.FromSeconds(1),
            }
        );
        for (var n = 0; !enough.IsCancellationRequested; n++)
        {
            var key = $"{name} {n}";
            var job = await client.SubmitAsync(Request(key), RunningService.Token);
            Accepted[key] = job.Id;
            await WatchAsync(client, job.Id);

            // Asked for once more under the same key, it is still the same job.
            Assert.Equal(job.Id, (await client.SubmitAsync(Request(key), RunningService.Token)).Id);
        }
    }

    private async Task WatchAsync(RewardsClient client, string id)
    {
        while (true)
        {
            var job = await client.GetJobAsync(id, TimeSpan.FromSeconds(1), RunningService.Token);
            foreach (var (i, result) in job.Results.Index())
            {
                if (result is null)
                {
                    continue;
                }

                // The mark of the judgement that was paid: a second payment would show another one.
                Assert.Equal(i, result.Sample);
                Assert.Equal(1.1, result.Reward!.Value, 9);
                Assert.Equal(_seen.GetOrAdd((id, i), result.Verdict!.CompileMs), result.Verdict.CompileMs);
            }

            if (job.IsFinal)
            {
                Assert.Equal(JobState.Done, job.State);
                Assert.Equal(items, job.Results.Count(r => r is not null));
                return;
            }
        }
    }

    private ScoreRequest Request(string key) =>
        new()
        {
            IdempotencyKey = key,
            Items =
            [
                .. Enumerable
                    .Range(0, items)
                    .Select(i => new ScoreItem
                    {
                        Problem = new Problem
                        {
                            Id = "sum",
                            Tests = [new ProblemTest { Input = "1 2\n", Expected = "3\n" }],
                        },
                        Completion = Bodies.Completion(more: $"// {key} {i}"),
                        Sample = i,
                    }),
            ],
        };
}
