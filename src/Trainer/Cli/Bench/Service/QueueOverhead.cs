using System.Diagnostics;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service;

namespace R1Code.Cli.Bench.Service;

/// <summary>What the way through the queue costs a completion, with a sandbox that takes no time: accept, slice, queue, judge, pay, answer.</summary>
internal static class QueueOverhead
{
    private const int Items = 256;
    private const int Jobs = 12;
    private const int Warming = 4;

    public static async Task<IReadOnlyList<BenchRow>> MeasureAsync(
        string? connection,
        CancellationToken cancellationToken
    )
    {
        var rows = new List<BenchRow> { await MeasureAsync("memory", 0.5, options => options, cancellationToken) };
        if (connection is not null)
        {
            rows.Add(
                await MeasureAsync(
                    "PostgreSQL",
                    2,
                    options => options with { Storage = StorageKind.Postgres, ConnectionString = connection },
                    cancellationToken
                )
            );
        }

        return rows;
    }

    private static async Task<BenchRow> MeasureAsync(
        string storage,
        double bound,
        Func<ServiceOptions, ServiceOptions> change,
        CancellationToken cancellationToken
    )
    {
        await using var service = await BenchedService.StartAsync(new InstantSandbox(), cancellationToken, change);
        var request = Submissions.Batch(Items, Submissions.SumSource);
        var direct = new List<double>();
        var queued = new List<double>();
        for (var i = 0; i < Warming + Jobs; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await service.Client.ScoreAsync(request, cancellationToken);
            var scored = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

            start = Stopwatch.GetTimestamp();
            var job = await service.Client.SubmitAsync(request, cancellationToken);
            var done = await service.Client.WaitAsync(job.Id, cancellationToken);
            var waited = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (done.State != JobState.Done)
            {
                throw new InvalidOperationException($"The job ended as {done.State}: {done.Error}");
            }

            if (i >= Warming)
            {
                direct.Add(scored / Items);
                queued.Add(waited / Items);
            }
        }

        // The whole way counts, HTTP included; what the same batch takes without a queue stands beside it.
        return new BenchRow($"queue with {storage}, per completion, p50", Samples.Median(queued), "ms")
        {
            AtMost = bound,
            Note = FormattableString.Invariant(
                $"{Jobs} jobs of {Items}; /v1/score takes {Samples.Median(direct):0.00} ms without a queue"
            ),
        };
    }
}
