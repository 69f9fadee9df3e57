using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
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
                await CountAsync(
                    "SELECT count(*) FROM r1code.nodes WHERE seen_at > now() - CAST($1::text AS interval)",
                    "10 seconds"
                ) == 1,
            "the node is alone"
        );
        using var client = new HttpClient { BaseAddress = node.Address, Timeout = TimeSpan.FromSeconds(60) };
        using var body = new StringContent(Bodies.Batch(Items), Encoding.UTF8, "application/json");
        using var accepted = await client.PostAsync(new Uri("/v1/jobs", UriKind.Relative), body, RunningService.Token);
        var id = (string)
            JsonNode.Parse(await accepted.Content.ReadAsStringAsync(RunningService.Token))!.AsObject()["id"]!;
        var done = JsonNode.Parse(
            await client.GetStringAsync(new Uri($"/v1/jobs/{id}?wait=50s", UriKind.Relative), RunningService.Token)
        )!;

        Assert.Equal("done", (string?)done["state"]);
        Assert.All(done["results"]!.AsArray(), (r, i) => Assert.Equal(i, (int)r!["sample"]!));

        // Each item brought its problem along; all of them are the same.
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM r1code.job_problems WHERE job_id = $1", id));

        // A job of Hangfire's is dozens of statements, however many items it has.
        Assert.Equal(Slices, await CountAsync("SELECT count(*) FROM r1code.job_slices WHERE job_id = $1", id));
        Assert.Equal(
            Slices,
            await CountAsync("SELECT count(*) FROM hangfire.job WHERE strpos(arguments::text, $1) > 0", id)
        );

        // All were queued by one transaction.
        Assert.Equal(
            1,
            await CountAsync(
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
                await CountAsync("SELECT count(*) FROM hangfire.server WHERE strpos(data::text, $1) > 0", "judging")
                > 0,
            "workers look for slices"
        );

        for (var look = 0; look < 10; look++)
        {
            await Task.Delay(100, RunningService.Token);
            Assert.Equal(
                0,
                await CountAsync(
                    "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND strpos(query, $1) > 0",
                    "new_job"
                )
            );
        }
    }

    private async Task<long> CountAsync(string sql, string word)
    {
        await using var source = NpgsqlDataSource.Create(postgres.Connection);
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = word });
        return (long)(await command.ExecuteScalarAsync(RunningService.Token))!;
    }
}
