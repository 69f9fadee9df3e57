using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Tests.Harness;

namespace R1Code.Sandbox.Runner.Tests;

public sealed class ForkLaneTests
{
    [Fact]
    public void AProgram_ReadsItsInputAndWritesItsOutput()
    {
        using var runner = new RunnerProcess();
        var report = runner.RunProgram("Console.WriteLine(int.Parse(Console.ReadLine()!) * 2);", "21\n");
        Assert.Equal("42\n", report.Out());
        Assert.Equal(TestEnd.Exited, report.End);
        Assert.Equal(0, report.ExitCode);
    }

    [Fact]
    public void ACall_GivesItsCanonicalValue()
    {
        using var runner = new RunnerProcess();
        var report = runner.RunCall(
            "public static class S { public static int[] F(int n) => Enumerable.Range(0, n).ToArray(); }",
            "S.F(3)"
        );
        Assert.Equal(ValueState.Returned, report.Value);
        Assert.Equal("""[{"i":"0"},{"i":"1"},{"i":"2"}]""", report.Value());
    }
}
