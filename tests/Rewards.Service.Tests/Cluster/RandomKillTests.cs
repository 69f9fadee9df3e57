using System.Globalization;
using Npgsql;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Cluster;

/// <summary>
/// <c>kill -9</c> at random moments, again and again, of whichever process the dice say: an API node, a worker, PostgreSQL.
/// <c>R1CODE_KILL_ROUNDS</c> and <c>R1CODE_KILL_SEED</c> make it longer or another one; <c>kill-loop.sh</c> beside this
/// project does so.
/// </summary>
public sealed class RandomKillTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const int Items = 24;
    private const int Workers = 2;
    private const int Clients = 2;

    private readonly (string, string)[] _variables = [(Node.MarkedVariable, "1")];

    [Fact]
    public async Task Jobs_AreNeitherLostNorPaidTwice_HoweverOftenAnyProcessIsKilled()
    {
        postgres.Require();
        var (rounds, seed) = (Setting("R1CODE_KILL_ROUNDS", 7), Setting("R1CODE_KILL_SEED", 1));
        var random = new Random(seed);
        var nodes = new Node[1 + Workers];
        var ports = nodes.Select(_ => PostgresServer.FreePort()).ToArray();
        for (var i = 0; i < nodes.Length; i++)
        {
            nodes[i] = await StartAsync(i, ports);
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(RunningService.Token);
        var clients = Enumerable
            .Range(0, Clients)
            .Select(n => new SteadyClient(nodes[0].Address, $"client {n}", Items))
            .ToList();
        var working = clients.Select(c => c.WorkAsync(enough.Token)).ToList();

        for (var round = 1; round <= rounds; round++)
        {
            await Task.Delay(random.Next(600), RunningService.Token);
            Assert.All(working, w => Assert.False(w.IsFaulted, $"{w.Exception}\n{nodes[0].Output}"));
            await KillAsync(random.Next(nodes.Length + 1), nodes, ports, round);
        }

        await enough.CancelAsync();
        await Task.WhenAll(working).WaitAsync(TimeSpan.FromMinutes(3), RunningService.Token);
        foreach (var node in nodes)
        {
            await node.DisposeAsync();
        }

        var jobs = clients.SelectMany(c => c.Accepted.Values).ToList();
        Assert.Equal(jobs.Count, jobs.Distinct().Count());
        Assert.Equal(jobs.Count * Items, clients.Sum(c => c.Results));
        Assert.Equal((jobs.Count, jobs.Count * Items), await StoredAsync());
        Say($"{rounds} kills (seed {seed}): {jobs.Count} jobs, {jobs.Count * Items} items, each paid once");
    }

    private static int Setting(string name, int usual) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : usual;

    private static void Say(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);

    private Task<Node> StartAsync(int number, int[] ports) =>
        Node.StartAsync(number == 0 ? "api" : "worker", ports[number], postgres.Connection, _variables);

    /// <summary>Kills a node, or PostgreSQL where the number is past the nodes', and starts it again.</summary>
    private async Task KillAsync(int victim, Node[] nodes, int[] ports, int round)
    {
        if (victim == nodes.Length)
        {
            Say($"round {round}: PostgreSQL");
            await postgres.KillAsync();
            await postgres.StartAgainAsync();
            return;
        }

        Say($"round {round}: node {victim}");
        await nodes[victim].KillAsync();
        await nodes[victim].DisposeAsync();
        nodes[victim] = await StartAsync(victim, ports);
    }

    private async Task<(int Jobs, int Results)> StoredAsync()
    {
        await using var source = NpgsqlDataSource.Create(postgres.Connection);
        await using var command = source.CreateCommand(
            "SELECT (SELECT count(*) FROM r1code.jobs)::integer, (SELECT count(*) FROM r1code.job_results)::integer"
        );
        await using var reader = await command.ExecuteReaderAsync(RunningService.Token);
        await reader.ReadAsync(RunningService.Token);
        return (reader.GetInt32(0), reader.GetInt32(1));
    }
}
