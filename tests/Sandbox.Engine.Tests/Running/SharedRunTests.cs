using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Engine.Tests.Running;

/// <summary>Idle boxes help with a submission's tests, and nobody sees it but by the time it takes.</summary>
public sealed class SharedRunTests
{
    // Each run of a submission in a box has a user of its own, and boxes count theirs from a random one.
    private const string Echo = """
        var user = File.ReadLines("/proc/self/status").First(line => line.StartsWith("Uid:")).Split('\t')[1];
        Console.WriteLine(Console.ReadLine() + ' ' + user);
        """;

    private static readonly Problem Problem = new()
    {
        Id = "echo",
        Tests = [.. Enumerable.Range(0, 7).Select(i => new ProblemTest { Input = $"{i}\n", Expected = "" })],
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Judge_UsesBothBoxesInOrder_WhenBothAreIdle()
    {
        await using var sandbox = await StartAsync();

        var verdict = await sandbox.JudgeAsync(Problem, Echo, Token);

        var said = verdict.Tests.Select(test => test.Output!.Split(' ')).ToArray();
        Assert.Equal(["0", "1", "2", "3", "4", "5", "6"], said.Select(words => words[0]));
        Assert.Equal([0, 0, 0, 0, 1, 1, 1], said.Select(words => words[1] == said[0][1] ? 0 : 1));
        Assert.Single(said[4..].Select(words => words[1]).Distinct());
    }

    [Fact]
    public async Task Judge_LeavesABusyBoxAlone()
    {
        await using var sandbox = await StartAsync();
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var busy = sandbox.JudgeAsync(
            Problem with
            {
                Id = "busy",
                Tests = [.. Problem.Tests.Take(1)],
            },
            "Thread.Sleep(9000); Console.WriteLine(1);",
            leaving.Token
        );
        await WaitForAsync(() => sandbox.Health.IdleBoxes == 1);

        var verdict = await sandbox.JudgeAsync(Problem, Echo, Token);

        Assert.Single(verdict.Tests.Select(test => test.Output!.Split(' ')[1]).Distinct());
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => busy);
    }

    private static async Task<CSharpSandbox> StartAsync()
    {
        await (await RealEngine.ConnectAsync()).DisposeAsync();
        var options = new SandboxOptions
        {
            Boxes = 2,
            Compilers = 1,
            StopAtFirstFailure = false,
        };
        var sandbox = await CSharpSandbox.StartAsync(options, cancellationToken: Token);
        await WaitForAsync(() => sandbox.Health.IdleBoxes == 2);
        return sandbox;
    }

    private static async Task WaitForAsync(Func<bool> condition)
    {
        for (var i = 0; !condition(); i++)
        {
            Assert.True(i < 600, "not within a minute");
            await Task.Delay(TimeSpan.FromMilliseconds(100), Token);
        }
    }
}
