using System.Globalization;
using R1Code.Sandbox.Boxes;
using R1Code.Sandbox.Containers;

namespace R1Code.Sandbox.Engine.Tests.Containers;

/// <summary>What must hold of a box whoever started it: every engine and runtime of this machine.</summary>
public sealed class OtherEnginesTests
{
    private const string Default = "the engine that is taken by itself";

    public static TheoryData<string> Engines => [Default, .. FoundEngines.Others];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Runner_Forks_OrSaysInPlainWordsWhyItDoesNot(string name)
    {
        await using var engine = await ConnectAsync(name);
        using var boxes = new BoxFactory(engine, new SandboxOptions());
        await boxes.EnsureImageAsync(Token);

        await using var box = await boxes.StartRunnerAsync(Token);

        var tier = (await engine.DescribeAsync(Token)).Tier;
        Assert.True(
            box.Hello.Lane == "fork" || tier.Contains("gVisor", StringComparison.Ordinal),
            $"{tier}: {box.Hello.Lane}, {box.Hello.Notes}"
        );
        Assert.Equal(box.Hello.Lane == "fork", box.Hello.Notes.Length == 0);
        Assert.DoesNotContain(box.Hello.Notes, c => char.IsControl(c) && c != '\n');
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Compiler_HasTheProfileAndNoPrivilege_WhateverFormTheEngineTakesThemIn(string name)
    {
        await using var engine = await ConnectAsync(name);
        var missing = (await engine.DescribeAsync(Token)).Missing;
        Assert.SkipWhen(missing.Contains("seccomp profile of a whole box"), "no profile for boxes on this engine");
        using var boxes = new BoxFactory(engine, new SandboxOptions());
        await boxes.EnsureImageAsync(Token);

        await using var box = await boxes.StartCompilerAsync(Token);

        var process = Assert.Single(await engine.CensusAsync(Token)).FirstProcess;
        var status = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status");
        Assert.SkipUnless(File.Exists(status), "the engine's processes cannot be seen from here");
        var lines = await File.ReadAllLinesAsync(status, Token);
        Assert.Contains("Seccomp:\t2", lines);
        Assert.Contains("NoNewPrivs:\t1", lines);
        Assert.Contains("CapEff:\t0000000000000000", lines);
    }

    [Fact]
    public async Task Podman_IsRefused_WhenItIsAskedForARuntimeThatItWouldNotTake()
    {
        await using var engine = await RealEngine.ConnectAsync();
        var info = await engine.DescribeAsync(Token);
        Assert.SkipUnless(info.Name == "podman", "Podman is not the engine here: name its socket in DOCKER_HOST");
        var other = info.Runtime == "runsc" ? "runc" : "runsc";

        var e = await Assert.ThrowsAsync<SandboxUnavailableException>(() =>
            DockerEngine.ConnectAsync(new Uri(info.Endpoint), "", other, TimeProvider.System, Token)
        );

        Assert.Contains("containers.conf", e.Message, StringComparison.Ordinal);
    }

    private static Task<IContainerEngine> ConnectAsync(string name) =>
        name == Default ? RealEngine.ConnectAsync() : FoundEngines.ConnectAsync(name);
}
