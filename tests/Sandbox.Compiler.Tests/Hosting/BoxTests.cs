using R1Code.Sandbox.Compiler.Tests.Support;
using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Tests.Hosting;

public sealed class BoxTests
{
    [Fact]
    public async Task Box_SaysHelloAnswersInOrderAndExits_WhenItsInputEnds()
    {
        using var box = CompilerProcess.Start();
        Assert.Equal("compiler", (await box.HelloAsync()).Role);
        await box.SendAsync(
            FrameKind.Compile,
            Compile.Of(CompileKind.Program, "class A { static void Main() { } }").Encode()
        );
        await box.SendAsync(FrameKind.Ping, []);
        await box.SendAsync(FrameKind.Compile, Compile.Of(CompileKind.Values, "", "1").Encode());

        var first = await box.ReadAsync();
        Assert.Equal(FrameKind.Compiled, first?.Kind);
        Assert.Equal(CompileEnd.Compiled, CompileReply.Decode(first!.Value.Payload).End);
        Assert.True(CompileReply.Decode(first.Value.Payload).WallMicros > 0);
        Assert.Equal(FrameKind.Pong, (await box.ReadAsync())?.Kind);
        Assert.Equal(EntryKind.CallTable, CompileReply.Decode((await box.ReadAsync())!.Value.Payload).Entry);
        Assert.Equal(CompilerExit.EndOfInput, await box.CloseAsync());
        Assert.Null(await box.ReadAsync());
    }

    [Fact]
    public async Task Box_ExitsWithItsReason_WhenTheHostBreaksTheProtocol()
    {
        using var box = CompilerProcess.Start();
        await box.HelloAsync();
        await box.SendAsync(FrameKind.Run, []);
        Assert.Equal(CompilerExit.BadInput, await box.EndAsync());
        Assert.Contains("kind 4", await box.ErrorsAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Box_RefusesToStart_WhenAnOptionHasNoMeaning()
    {
        using var box = CompilerProcess.Start(("CPU_LIMIT_MS", "soon"));
        Assert.Null(await box.ReadAsync());
        Assert.Equal(CompilerExit.BadInput, await box.EndAsync());
        Assert.Contains("R1CODE_COMPILER_CPU_LIMIT_MS", await box.ErrorsAsync(), StringComparison.Ordinal);
    }
}
