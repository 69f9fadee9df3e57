using System.Diagnostics;
using R1Code.Cli.Hosting;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Bench.Service;

/// <summary>
/// What a second worker process on the same PostgreSQL brings: one job through one worker, then through two. Sleeping
/// submissions show the queue whatever cores there are; computing ones need cores for both.
/// </summary>
internal static class WorkerScaling
{
    private const int Items = 96;
    private const int BoxesPerWorker = 2;
    private const double Bound = 1.8;

    public static async Task<IReadOnlyList<BenchRow>> MeasureAsync(
        string connection,
        CancellationToken cancellationToken
    )
    {
        await using var api = await BenchedService.StartAsync(
            null,
            cancellationToken,
            options =>
                options with
                {
                    Role = ServiceRole.Api,
                    Storage = StorageKind.Postgres,
                    ConnectionString = connection,
                }
        );
        using var first = await WorkerProcess.StartAsync(connection, BoxesPerWorker, cancellationToken);
        var sleepingOne = await TimeAsync(api, Submissions.Sleeping, cancellationToken);
        var computingOne = await TimeAsync(api, Submissions.Computing, cancellationToken);
        using var second = await WorkerProcess.StartAsync(connection, BoxesPerWorker, cancellationToken);
        var sleepingTwo = await TimeAsync(api, Submissions.Sleeping, cancellationToken);
        var computingTwo = await TimeAsync(api, Submissions.Computing, cancellationToken);
        return
        [
            Row("two workers over one, sleeping submissions", sleepingOne, sleepingTwo) with
            {
                AtLeast = Bound,
            },
            Row("two workers over one, computing submissions", computingOne, computingTwo) with
            {
                // Each worker keeps its boxes' cores busy.
                AtLeast = Environment.ProcessorCount >= 2 * BoxesPerWorker ? Bound : null,
            },
        ];
    }

    private static BenchRow Row(string name, double one, double two) =>
        new(name, one / two, "x")
        {
            Note = FormattableString.Invariant(
                $"{Items} items, {BoxesPerWorker} boxes a worker: {one:0.0} s, then {two:0.0} s"
            ),
        };

    private static async Task<double> TimeAsync(
        BenchedService api,
        Func<int, string> source,
        CancellationToken cancellationToken
    )
    {
        // The first submissions wait for boxes; texts are new each time, so that no verdict comes from a cache.
        await RunAsync(api, Submissions.Batch(BoxesPerWorker * 8, source, Random.Shared.Next()), cancellationToken);
        var start = Stopwatch.GetTimestamp();
        await RunAsync(api, Submissions.Batch(Items, source, Random.Shared.Next()), cancellationToken);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task RunAsync(BenchedService api, ScoreRequest request, CancellationToken cancellationToken)
    {
        var job = await api.Client.SubmitAsync(request, cancellationToken);
        var done = await api.Client.WaitAsync(job.Id, cancellationToken);
        var wrong = done.Results.Count(r => r?.Verdict?.Status != VerdictStatus.Accepted);
        if (wrong > 0)
        {
            throw new VerbFailedException($"{wrong} of {done.Total} submissions of a measured job were not accepted.");
        }
    }
}
