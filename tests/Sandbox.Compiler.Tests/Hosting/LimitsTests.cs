using R1Code.Sandbox.Compiler.Tests.Support;
using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Tests.Hosting;

public sealed class LimitsTests
{
    // Type arguments that multiply sixfold at each dot; names differ, so the guard cannot see it.
    private const string Exploding =
        "class X<A, B, C, D, E, F> { class Y : X<Y, Y, Y, Y, Y, Y> { Y.Y.Y.Y.Y.Y.Y y; } static void Main() { } }";

    // Every overload of every level is tried with every other.
    private const string Overloaded =
        "using System; class P { static int F(Func<int, int> f) => 0; static int F(Func<int, long> f) => 0; static int F(Func<int, string> f) => 0; static int F(Func<int, double> f) => 0; static int F(Func<int, byte> f) => 0; static int F(Func<int, char> f) => 0; static void Main() { F(a => F(b => F(c => F(d => F(e => F(f => 1)))))); } }";

    [Theory]
    [InlineData(Exploding)]
    [InlineData(Overloaded)]
    public async Task Compilation_EndsByItselfOrWithTheProcess_WhenItPassesTheCpuLimit(string source)
    {
        using var box = CompilerProcess.Start(("CPU_LIMIT_MS", "400"));
        await box.HelloAsync();
        var reply = await box.CompileAsync(Compile.Of(CompileKind.Program, source));
        if (reply is null)
        {
            Assert.Equal(CompilerExit.CpuLimit, await box.EndAsync());
            Assert.Contains("CPU time", await box.ErrorsAsync(), StringComparison.Ordinal);
            return;
        }

        // Asked in time, the compiler stopped by itself, and the process goes on.
        Assert.Equal(CompileEnd.TimedOut, reply.End);
        reply = await box.CompileAsync(Compile.Of(CompileKind.Values, "", "1"));
        Assert.Equal(CompileEnd.Compiled, reply?.End);
    }

    [Fact]
    public async Task Process_EndsWithItsReason_WhenACompilationPassesTheMemoryLimit()
    {
        using var box = CompilerProcess.Start(("MEMORY_LIMIT_MB", "20"));
        await box.HelloAsync();
        var table = string.Concat(Enumerable.Range(0, 4_900).Select(i => $"\"{i}\" => {i}, "));
        var methods = string.Concat(
            Enumerable.Range(0, 8).Select(i => $"static int F{i}(string s) => s switch {{ {table} _ => 0 }}; ")
        );
        Assert.Null(
            await box.CompileAsync(Compile.Of(CompileKind.Program, $"class P {{ {methods} static void Main() {{ }} }}"))
        );
        Assert.Equal(CompilerExit.MemoryLimit, await box.EndAsync());
    }

    [Fact]
    public void Assembly_IsRefused_WhenItIsLargerThanAllowed()
    {
        var service = new CompileService(new CompilerOptions { AssemblyLimitKb = 1 });
        var reply = service.Compile(
            Compile.Of(CompileKind.Program, "class P { static void Main() { } }"),
            CancellationToken.None
        );
        Assert.Equal(CompileEnd.Failed, reply.End);
        Assert.Contains("at most 1 KiB", Assert.Single(reply.Diagnostics), StringComparison.Ordinal);
    }

    [Fact]
    public void Cancellation_IsTheReplyTimedOut_NotAnException()
    {
        var reply = new CompileService(new CompilerOptions()).Compile(
            Compile.Of(CompileKind.Program, "class P { static void Main() { } }"),
            new CancellationToken(canceled: true)
        );
        Assert.Equal(CompileEnd.TimedOut, reply.End);
    }

    [Fact]
    public void Options_ComeFromTheEnvironment_AndAreChecked()
    {
        var options = CompilerOptions.FromEnvironment(name => name == "R1CODE_COMPILER_STACK_MB" ? "64" : null);
        Assert.Equal(new CompilerOptions { StackMb = 64 }, options);
        Assert.Throws<FormatException>(() => CompilerOptions.FromEnvironment(_ => "0"));
    }
}
