using Docker.DotNet;
using Docker.DotNet.Models;
using R1Code.Sandbox.Boxes;
using R1Code.Sandbox.Containers;
using R1Code.Sandbox.Images;
using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Engine.Tests;

/// <summary>What happens when boxes die, callers leave, queues fill. Each test has a sandbox or engine of its own.</summary>
public sealed class ResilienceTests
{
    private const string Sum = """
        var parts = Console.ReadLine()!.Split(' ');
        Console.WriteLine(int.Parse(parts[0]) + int.Parse(parts[1]));
        """;

    private static readonly SandboxOptions Small = new() { Boxes = 1, Compilers = 1 };

    private static readonly Problem Problem = new()
    {
        Id = "sum",
        Tests = [new ProblemTest { Input = "20 22\n", Expected = "42\n" }],
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Judge_GivesTheRightVerdict_WhenEveryBoxIsKilledUnderIt()
    {
        await using var sandbox = await StartAsync(Small);
        Assert.Equal(VerdictStatus.Accepted, (await sandbox.JudgeAsync(Problem, Sum, Token)).Status);
        const string Slow = "System.Threading.Thread.Sleep(3000); System.Console.WriteLine(42);";

        var judging = sandbox.JudgeAsync(Problem, Slow, Token);
        await Task.Delay(TimeSpan.FromSeconds(1), Token);
        await KillEveryBoxAsync(sandbox);

        // The run was repeated in a fresh box. Compilers were killed too: the first request meets the dead ones.
        Assert.Equal(VerdictStatus.Accepted, (await judging).Status);
        var next = await sandbox.JudgeAsync(Problem, Sum + "// next", Token);
        Assert.True(next.Status is VerdictStatus.Accepted or VerdictStatus.SandboxFailure, next.Message);
        Assert.Equal(VerdictStatus.Accepted, (await sandbox.JudgeAsync(Problem, Sum + "// again", Token)).Status);
    }

    [Fact]
    public async Task Dispose_LeavesNoContainer()
    {
        var sandbox = await StartAsync(Small);
        Assert.Equal(VerdictStatus.Accepted, (await sandbox.JudgeAsync(Problem, Sum, Token)).Status);
        await using var observer = await RealEngine.ConnectAsync(Small, sandbox.RunId);
        Assert.NotEqual(0, await ((DockerEngine)observer).CountAsync(Token));

        await sandbox.DisposeAsync();
        await sandbox.DisposeAsync();

        Assert.Equal(0, await ((DockerEngine)observer).CountAsync(Token));
    }

    [Fact]
    public async Task Judge_SaysThatTheSandboxWasShutDown_AfterDispose()
    {
        var sandbox = await StartAsync(Small);
        await sandbox.DisposeAsync();

        var verdict = await sandbox.JudgeAsync(Problem, Sum, Token);

        Assert.Equal(VerdictStatus.SandboxFailure, verdict.Status);
        Assert.Contains("shut down", verdict.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Judge_ThrowsBusyAtOnce_WhenTheQueueIsFull()
    {
        await using var sandbox = await StartAsync(Small with { QueueLimit = 1 });

        var first = sandbox.JudgeAsync(Problem, Sum, Token);
        var second = await Record.ExceptionAsync(() => sandbox.JudgeAsync(Problem, Sum + "// other", Token));

        Assert.Equal(1, Assert.IsType<SandboxBusyException>(second).Limit);
        Assert.Equal(VerdictStatus.Accepted, (await first).Status);
        Assert.Equal(VerdictStatus.Accepted, (await sandbox.JudgeAsync(Problem, Sum + "// later", Token)).Status);
    }

    [Fact]
    public async Task Judge_StopsForACallerWhoLeaves_AndServesTheNextOne()
    {
        await using var sandbox = await StartAsync(Small);
        Assert.Equal(VerdictStatus.Accepted, (await sandbox.JudgeAsync(Problem, Sum, Token)).Status);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var judging = sandbox.JudgeAsync(Problem, "System.Threading.Thread.Sleep(9000);", leaving.Token);
        await Task.Delay(TimeSpan.FromMilliseconds(500), Token);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => judging);
        var next = await sandbox.JudgeAsync(Problem, Sum + "// next", Token);
        Assert.True(next.Status == VerdictStatus.Accepted, $"{next.Status}: {next.Message}");
    }

    [Fact]
    public async Task Sweep_LeavesAnImageOfTodayAlone_ThoughNoContainerIsMadeOfIt()
    {
        await using var engine = await RealEngine.ConnectAsync();
        Assert.SkipWhen(engine is not DockerEngine, "bubblewrap unpacks images into folders");
        Assert.SkipWhen(
            engine is DockerEngine { IsPodman: true },
            "Podman does not note when an image was named, so that no sweep removes one"
        );
        var image = SandboxImage.From([new ImageFile("/marker", null, Content: Guid.NewGuid().ToByteArray())]);
        using var client = new DockerClientBuilder().Build();
        try
        {
            Assert.True(await engine.EnsureImageAsync(image, Token));

            await engine.SweepAsync(Token);

            Assert.False(await engine.EnsureImageAsync(image, Token), "the image was removed and made again");
            var marked = (await client.Images.InspectImageAsync(image.Tag, Token)).Metadata.LastTagTime;
            Assert.NotNull(marked);
            Assert.InRange(DateTime.UtcNow - marked.Value, TimeSpan.FromMinutes(-5), TimeSpan.FromMinutes(5));
        }
        finally
        {
            await client.Images.DeleteImageAsync(image.Tag, new ImageDeleteParameters(), CancellationToken.None);
        }
    }

    [Fact]
    public async Task Sweep_LeavesContainersOfLivingOwnersAlone()
    {
        await using var engine = await RealEngine.ConnectAsync();
        Assert.SkipWhen(engine is not DockerEngine, "bubblewrap has no containers that could be listed");
        using var boxes = new BoxFactory(engine, Small);
        await boxes.EnsureImageAsync(Token);
        await using var box = await boxes.StartRunnerAsync(Token);

        await engine.SweepAsync(Token);

        Assert.Equal(1, await ((DockerEngine)engine).CountAsync(Token));
    }

    private static async Task<CSharpSandbox> StartAsync(SandboxOptions options)
    {
        await using var engine = await RealEngine.ConnectAsync(options);
        Assert.SkipWhen(engine is not DockerEngine, "bubblewrap has no containers that could be listed");
        return await CSharpSandbox.StartAsync(options, cancellationToken: Token);
    }

    // Another client of the engine with the same run id: its disposal removes the boxes from outside.
    private static async Task KillEveryBoxAsync(CSharpSandbox sandbox)
    {
        await using var outsider = await RealEngine.ConnectAsync(Small, sandbox.RunId);
        Assert.NotEqual(0, await ((DockerEngine)outsider).CountAsync(Token));
    }
}
