using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Npgsql;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Cluster;

/// <summary>Real processes on a real PostgreSQL: whoever is killed, no accepted job is lost and no item is paid twice.</summary>
public sealed class ClusterTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const int Items = 48;
    private const int Rounds = 2;

    [Fact]
    public async Task Jobs_AreDoneOnce_WhoeverIsKilled()
    {
        postgres.Require();
        var port = PostgresServer.FreePort();
        await using var first = await Node.StartAsync("worker", PostgresServer.FreePort(), postgres.Connection);
        await using var second = await Node.StartAsync("worker", PostgresServer.FreePort(), postgres.Connection);
        var api = await Node.StartAsync("api", port, postgres.Connection);
        using var client = new HttpClient { BaseAddress = api.Address, Timeout = TimeSpan.FromSeconds(30) };

        // A worker dies in the middle of its slices.
        var jobs = new List<string> { await SubmitAsync(client, "a"), await SubmitAsync(client, "b") };
        await JobCalls.ProgressAsync(client, jobs[0], 5);
        await first.KillAsync();

        // The API node dies right after it has said yes.
        jobs.Add(await SubmitAsync(client, "c"));
        await api.KillAsync();
        await api.DisposeAsync();
        api = await Node.StartAsync("api", port, postgres.Connection);

        // The database crashes and comes back while work goes on.
        jobs.Add(await SubmitAsync(client, "d"));
        await JobCalls.ProgressAsync(client, jobs[3], 1);
        await postgres.CrashAsync();
        await postgres.StartAsync();

        // The last worker dies; a new one takes over everything.
        await second.KillAsync();
        await using var third = await Node.StartAsync("worker", PostgresServer.FreePort(), postgres.Connection);

        foreach (var job in jobs)
        {
            var done = await JobCalls.DoneAsync(client, job, () => $"{api.Output}\n{third.Output}");
            Assert.Equal(Items, (int)done["finished"]!);
            Assert.All(done["results"]!.AsArray(), (r, i) => Assert.Equal(i, (int)r!["sample"]!));
            Assert.All(done["results"]!.AsArray(), r => Assert.Equal(1.1, (double)r!["reward"]!, 9));
        }

        // The same key after all of this is still the same job.
        Assert.Equal(jobs[2], await SubmitAsync(client, "c"));
        Assert.Equal((long)jobs.Count * Items, await PaidAsync(jobs));
        await api.DisposeAsync();
    }

    [Fact]
    public async Task Submission_IsOneJob_WhenTheApiNodeIsKilledWhileItAccepts()
    {
        postgres.Require();
        await using var worker = await Node.StartAsync("worker", PostgresServer.FreePort(), postgres.Connection);
        var port = PostgresServer.FreePort();
        var jobs = new HashSet<string>();
        for (var round = 0; round < Rounds; round++)
        {
            // Killed after a different while in each round: before, during and after the insert.
            var api = await Node.StartAsync("api", port, postgres.Connection);
            using var client = new HttpClient { BaseAddress = api.Address };
            var submission = SubmitAsync(client, $"round {round}");
            await Task.Delay(round * 60, RunningService.Token);
            await api.KillAsync();
            await api.DisposeAsync();
            await submission.ContinueWith(
                _ => { },
                RunningService.Token,
                TaskContinuationOptions.None,
                TaskScheduler.Default
            );

            await using var next = await Node.StartAsync("api", port, postgres.Connection);
            using var again = new HttpClient { BaseAddress = next.Address };
            var job = await SubmitAsync(again, $"round {round}");
            if (submission.IsCompletedSuccessfully)
            {
                Assert.Equal(await submission, job);
            }

            jobs.Add(job);
            Assert.Equal(Items, (int)(await JobCalls.DoneAsync(again, job, () => worker.Output))["finished"]!);
        }

        Assert.Equal(Rounds, jobs.Count);
    }

    [Fact]
    public async Task SynchronousCall_IsAnsweredByAnotherWorker_WhenItsOwnDies()
    {
        postgres.Require();
        var worker = await Node.StartAsync("worker", PostgresServer.FreePort(), postgres.Connection);
        await using var api = await Node.StartAsync("api", PostgresServer.FreePort(), postgres.Connection);
        using var client = new HttpClient { BaseAddress = api.Address, Timeout = TimeSpan.FromSeconds(60) };
        using var run = await client.PostAsJsonAsync(
            new Uri("/run_code", UriKind.Relative),
            new { language = "csharp", code = "// prints: 42" },
            RunningService.Token
        );
        Assert.Equal(
            "42",
            (string?)JsonNode.Parse(await run.Content.ReadAsStringAsync(RunningService.Token))!["run_result"]!["stdout"]
        );

        using var content = new StringContent(Bodies.Batch(100), Encoding.UTF8, "application/json");
        var scoring = client.PostAsync(new Uri("/v1/score", UriKind.Relative), content, RunningService.Token);
        await Task.Delay(200, RunningService.Token);
        await worker.KillAsync();
        await worker.DisposeAsync();
        await using var other = await Node.StartAsync("worker", PostgresServer.FreePort(), postgres.Connection);

        using var response = await scoring;
        var scored = JsonNode.Parse(await response.Content.ReadAsStringAsync(RunningService.Token))!;
        Assert.All(scored["results"]!.AsArray(), r => Assert.Equal(1.1, (double)r!["reward"]!, 9));
        Assert.Equal(100, scored["results"]!.AsArray().Count);
    }

    [Fact]
    public async Task Job_IsDoneWithinSeconds_WhenADeadProcessLeftHangfiresLocksBehind()
    {
        postgres.Require();
        await using var api = await Node.StartAsync("api", PostgresServer.FreePort(), postgres.Connection);
        using var client = new HttpClient { BaseAddress = api.Address, Timeout = TimeSpan.FromSeconds(30) };
        var job = await SubmitAsync(client, "locked");

        // What kill -9 leaves while a slice changes its state: a row that only its dead owner would remove. A worker killed by
        // another test of this class may have left one already.
        await using (var source = NpgsqlDataSource.Create(postgres.Connection))
        await using (
            var command = source.CreateCommand(
                """
                INSERT INTO hangfire.lock (resource, updatecount, acquired)
                SELECT 'hangfire:job:' || id || ':state-lock', 1, now() at time zone 'utc' FROM hangfire.job
                UNION ALL SELECT 'hangfire:locks:schedulepoller', 1, now() at time zone 'utc'
                ON CONFLICT (resource) DO UPDATE SET acquired = excluded.acquired
                """
            )
        )
        {
            Assert.True(await command.ExecuteNonQueryAsync(RunningService.Token) > Items / 8);
        }

        await using var worker = await Node.StartAsync("worker", PostgresServer.FreePort(), postgres.Connection);
        Assert.Equal(Items, (int)(await JobCalls.DoneAsync(client, job, () => worker.Output))["finished"]!);
    }

    [Fact]
    public async Task GroupJob_ComparesTokenCounts_AcrossProcesses()
    {
        postgres.Require();
        await using var worker = await Node.StartAsync("worker", PostgresServer.FreePort(), postgres.Connection);
        await using var api = await Node.StartAsync("api", PostgresServer.FreePort(), postgres.Connection);
        using var client = new HttpClient { BaseAddress = api.Address, Timeout = TimeSpan.FromSeconds(60) };
        var body = Native.GroupJobTests.Body(24, 4);

        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await client.PostAsync(
            new Uri("/v1/score", UriKind.Relative),
            content,
            RunningService.Token
        );
        var scored = JsonNode.Parse(await response.Content.ReadAsStringAsync(RunningService.Token))!["results"]!;
        using var again = new StringContent(body, Encoding.UTF8, "application/json");
        using var accepted = await client.PostAsync(new Uri("/v1/jobs", UriKind.Relative), again, RunningService.Token);
        var job = JsonNode.Parse(await accepted.Content.ReadAsStringAsync(RunningService.Token))!;
        var done = await JobCalls.DoneAsync(client, (string)job["id"]!, () => worker.Output);

        Assert.Equal(scored.ToJsonString(), done["results"]!.ToJsonString());
    }

    [Fact]
    public async Task Trace_GoesFromTheRequestThroughTheQueueToTheReward_AcrossProcesses()
    {
        postgres.Require();
        const string Caller = "4bf92f3577b34da6a3ce929d0e0e4736";
        var folder = Directory.CreateTempSubdirectory("r1code-spans-").FullName;
        var (apiSpans, workerSpans) = (Path.Combine(folder, "api"), Path.Combine(folder, "worker"));
        await using var worker = await Node.StartAsync(
            "worker",
            PostgresServer.FreePort(),
            postgres.Connection,
            (Node.SpansVariable, workerSpans)
        );
        await using var api = await Node.StartAsync(
            "api",
            PostgresServer.FreePort(),
            postgres.Connection,
            (Node.SpansVariable, apiSpans)
        );
        using var client = new HttpClient { BaseAddress = api.Address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Add("traceparent", $"00-{Caller}-00f067aa0ba902b7-01");

        await JobCalls.DoneAsync(client, await SubmitAsync(client, "traced"), () => worker.Output);
        using var content = new StringContent(Bodies.Batch(1), Encoding.UTF8, "application/json");
        using var scored = await client.PostAsync(
            new Uri("/v1/score", UriKind.Relative),
            content,
            RunningService.Token
        );
        scored.EnsureSuccessStatusCode();

        await Eventually.TrueAsync(
            () => Task.FromResult(SpanFile.Read(workerSpans).Any(s => s.Name == "call" && s.Trace == Caller)),
            "the worker's spans are written"
        );
        var requests = SpanFile.Read(apiSpans).Where(s => s.Trace == Caller).Select(s => s.Id).ToHashSet();
        var spans = SpanFile.Read(workerSpans).Where(s => s.Trace == Caller).ToList();
        var slice = spans.First(s => s.Name == "slice");
        Assert.Contains(slice.Parent, requests);
        Assert.Contains(spans, s => s.Name == "queue" && requests.Contains(s.Parent));
        Assert.Contains(spans, s => s.Name == "judge" && s.Parent == slice.Id);
        Assert.Contains(spans, s => s.Name == "reward" && s.Parent == slice.Id);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Page_ShowsWhatAllNodesJudged()
    {
        postgres.Require();
        await using var worker = await Node.StartAsync("worker", PostgresServer.FreePort(), postgres.Connection);
        await using var api = await Node.StartAsync("api", PostgresServer.FreePort(), postgres.Connection);
        await using var other = await Node.StartAsync("api", PostgresServer.FreePort(), postgres.Connection);
        using var client = new HttpClient { BaseAddress = api.Address, Timeout = TimeSpan.FromSeconds(60) };
        using var looking = new HttpClient { BaseAddress = other.Address, Timeout = TimeSpan.FromSeconds(60) };

        await JobCalls.DoneAsync(client, await SubmitAsync(client, "shown"), () => worker.Output);
        using var run = await client.PostAsJsonAsync(
            new Uri("/run_code", UriKind.Relative),
            new { language = "csharp", code = "// prints: here \0 there" },
            RunningService.Token
        );
        run.EnsureSuccessStatusCode();

        JsonArray rows = [];
        await Eventually.TrueAsync(
            async () => (rows = (JsonArray)(await LookAsync("/v1/submissions?q=PRINTS%3A%20here"))!).Count == 1,
            "the call at the other API node is shown"
        );
        await Eventually.TrueAsync(
            async () => ((JsonArray)(await LookAsync("/v1/submissions?q=sum"))!).Count >= Items,
            "what the worker judged is shown"
        );
        var one = await LookAsync($"/v1/submissions/{rows[0]!["number"]}");
        Assert.Equal("// prints: here \0 there", (string?)one!["text"]);
        Assert.StartsWith("api ", (string?)one["node"], StringComparison.Ordinal);
        // Nodes tell of themselves in turns: what one of them has judged is shown before its counts are.
        JsonNode live = new JsonObject();
        await Eventually.TrueAsync(
            async () =>
                (live = (await LookAsync("/v1/live"))!)["nodes"]!.AsArray().Count >= 3
                && (int?)live["verdicts"]!["Accepted"] > Items,
            "the counts of all nodes are shown"
        );
        Assert.True((int)live["queue"]!["workers"]! >= 4, live.ToJsonString());

        async Task<JsonNode?> LookAsync(string path)
        {
            var text = await looking.GetStringAsync(new Uri(path, UriKind.Relative), RunningService.Token);
            return JsonNode.Parse(text);
        }
    }

    private static Task<string> SubmitAsync(HttpClient client, string key) => JobCalls.SubmitAsync(client, key, Items);

    private Task<long> PaidAsync(List<string> jobs) =>
        postgres.CountAsync("SELECT count(*) FROM r1code.job_results WHERE job_id = ANY($1)", jobs.ToArray());
}
