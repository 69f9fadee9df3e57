using System.Text;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Tests.Harness;

namespace R1Code.Sandbox.Runner.Tests.Lanes;

/// <summary>One runner that forks and one that never does.</summary>
public sealed class BothLanes : IDisposable
{
    internal RunnerProcess Fork { get; } = new();

    internal RunnerProcess Cold { get; } = new(BoxEnvironment.ColdOption);

    public void Dispose()
    {
        Fork.Dispose();
        Cold.Dispose();
    }
}

public sealed class LaneEqualityTests(BothLanes lanes) : IClassFixture<BothLanes>
{
    private const string Input = "12 30\n5\nlast line without end";

    public static TheoryData<string> Names { get; } = [.. LanePrograms.All.Select(p => p.Name)];

    [Fact]
    public void TheLanes_AreWhatTheySay()
    {
        Assert.Equal(("fork", ""), (lanes.Fork.Hello.Lane, lanes.Fork.Hello.Notes));
        Assert.Equal("cold", lanes.Cold.Hello.Lane);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BothLanes_SayTheSame_Of(string program)
    {
        var source = LanePrograms.All.Single(p => p.Name == program).Source;
        var forked = Run(lanes.Fork, source);
        var cold = Run(lanes.Cold, source);

        Assert.Equal(Said(cold), Said(forked));
        Assert.True(cold.ColdLane);
        if (program != "the main thread spins while another collects")
        {
            Assert.True(
                forked.ColdLane == (program is "wild pointer" or "double free"),
                $"second opinion: {forked.ColdLane}; {lanes.Fork.Errors}"
            );
        }
    }

    private static TestReport Run(RunnerProcess runner, string source) =>
        runner.RunProgram(source, Input, new TestLimits { WallMs = 8000, CpuMs = 8000 });

    // Of an exception's text the first line only: below it stand our own frames, which differ.
    private static string Said(TestReport report) =>
        $"{report.End} exit {report.ExitCode} signal {report.Signal}\n{report.Out()}\n{report.Err().Split('\n')[0]}";
}
