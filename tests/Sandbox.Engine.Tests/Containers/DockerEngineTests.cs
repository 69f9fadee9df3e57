using System.Text;
using R1Code.Sandbox.Boxes;
using R1Code.Sandbox.Containers;
using R1Code.Sandbox.Protocol.Boxes;

namespace R1Code.Sandbox.Engine.Tests.Containers;

public sealed class DockerEngineTests
{
    private static readonly SandboxOptions Options = new();

    [Fact]
    public async Task Start_GivesOutputToItsLastByteAndTheExitCode()
    {
        await using var engine = await RealEngine.ConnectAsync();
        using var boxes = new BoxFactory(engine, Options);
        await boxes.EnsureImageAsync(TestContext.Current.CancellationToken);

        await using var container = await engine.StartAsync(
            Spec(boxes, BoxEnvironment.DotnetPath, "--list-runtimes"),
            TestContext.Current.CancellationToken
        );
        using var output = new MemoryStream();
        await container.Output.CopyToAsync(output, TestContext.Current.CancellationToken);

        Assert.Contains(
            "Microsoft.NETCore.App 10.",
            Encoding.UTF8.GetString(output.ToArray()),
            StringComparison.Ordinal
        );
        var state = await EndedAsync(container);
        Assert.Equal(0, state.ExitCode);
    }

    [Fact]
    public async Task Errors_HoldWhatTheProgramWroteToStandardError()
    {
        await using var engine = await RealEngine.ConnectAsync();
        using var boxes = new BoxFactory(engine, Options);
        await boxes.EnsureImageAsync(TestContext.Current.CancellationToken);

        await using var container = await engine.StartAsync(
            Spec(boxes, BoxEnvironment.DotnetPath, "/no/such.dll"),
            TestContext.Current.CancellationToken
        );
        await container.Output.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken);

        Assert.NotEqual("", container.Errors);
        Assert.NotEqual(0, (await EndedAsync(container)).ExitCode);
    }

    [Fact]
    public async Task Start_SaysWhatIsMissing_WhenTheImageDoesNotExist()
    {
        await using var engine = await RealEngine.ConnectAsync();
        using var boxes = new BoxFactory(engine, Options);
        var spec = Spec(boxes, BoxEnvironment.DotnetPath) with { Image = "r1code-sandbox:no-such-tag" };

        var e = await Assert.ThrowsAsync<SandboxUnavailableException>(() =>
            engine.StartAsync(spec, TestContext.Current.CancellationToken)
        );

        Assert.Contains("no-such-tag", e.Message, StringComparison.Ordinal);
    }

    private static ContainerSpec Spec(BoxFactory boxes, params string[] command) =>
        BoxSpecs.Runner(Options, boxes.ImageTag, "test") with
        {
            Command = command,
        };

    private static async Task<ContainerState> EndedAsync(IContainer container)
    {
        while (true)
        {
            var state = await container.InspectAsync(TestContext.Current.CancellationToken);
            if (!state.Running)
            {
                return state;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
