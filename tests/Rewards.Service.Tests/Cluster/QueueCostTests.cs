using System.Text.Json.Nodes;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Cluster;

/// <summary>What a batch costs the database, counted: a clock would measure the machine's other guests.</summary>
public sealed class QueueCostTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    // Nodes of tests have slices of at least 8.
    private const int Items = 128;
    private const int Slices = 4;

    [Fact]
    public async Task Batch_IsFewJobsOfTheQueueAndOneProblem_WhenOneProcessDoesAllOfIt()
    {
        postgres.Require();
        await using var node = await Node.StartAsync("all", PostgresServer.FreePort(), postgres.Connection);

        // The node of another test counts as a process until it has said nothing for ten seconds.
        await Eventually.TrueAsync(
            async () =>
                await postgres.CountAsync(
                    "SELECT count(*) FROM r1code.nodes WHERE seen_at > now() - $1",
                    TimeSpan.FromSeconds(10)
                ) == 1,
            "the node is alone"
        );
        using var client = new HttpClient { BaseAddress = node.Address, Timeout = TimeSpan.FromSeconds(60) };
        var id = await JobCalls.SubmitAsync(client, "cost", Items);
        var done = await JobCalls.DoneAsync(client, id, () => node.Output);

        Assert.All(done["results"]!.AsArray(), (r, i) => Assert.Equal(i, (int)r!["sample"]!));

        // Each item brought its problem along; all of them are the same.
        Assert.Equal(1, await postgres.CountAsync("SELECT count(*) FROM r1code.job_problems WHERE job_id = $1", id));

        // A job of Hangfire's is dozens of statements, however many items it has.
        Assert.Equal(Slices, await postgres.CountAsync("SELECT count(*) FROM r1code.job_slices WHERE job_id = $1", id));
        Assert.Equal(
            Slices,
            await postgres.CountAsync("SELECT count(*) FROM hangfire.job WHERE strpos(arguments::text, $1) > 0", id)
        );

        // All were queued by one transaction.
        Assert.Equal(
            1,
            await postgres.CountAsync(
                """
                SELECT count(DISTINCT s.xmin::text) FROM hangfire.state s JOIN hangfire.job j ON j.id = s.jobid
                WHERE s.name = 'Enqueued' AND strpos(j.arguments::text, $1) > 0
                """,
                id
            )
        );
    }

    // Hangfire's storage may wait for ever for a listening connection to end, with a slice in its hands.
    [Fact]
    public async Task IdleWorkers_DoNotListen()
    {
        postgres.Require();
        await using var node = await Node.StartAsync("worker", PostgresServer.FreePort(), postgres.Connection);
        await Eventually.TrueAsync(
            async () =>
                await postgres.CountAsync(
                    "SELECT count(*) FROM hangfire.server WHERE strpos(data::text, $1) > 0",
                    "judging"
                ) > 0,
            "workers look for slices"
        );

        for (var look = 0; look < 10; look++)
        {
            await Task.Delay(100, RunningService.Token);
            Assert.Equal(
                0,
                await postgres.CountAsync(
                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND strpos(query, $1) > 0",
                    "new_job"
                )
            );
        }
    }
}
