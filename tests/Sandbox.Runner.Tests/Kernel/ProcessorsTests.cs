using System.Runtime.Versioning;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Boxes;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Tests.Harness;

namespace R1Code.Sandbox.Runner.Tests.Kernel;

/// <summary>The runner stays on one processor while it works; what it runs may use all of them. On a machine with one, all is the same.</summary>
[SupportedOSPlatform("linux")]
public sealed class ProcessorsTests
{
    private const string TellsItsProcessors = """
        Console.WriteLine($"{System.Diagnostics.Process.GetCurrentProcess().ProcessorAffinity:x} {Environment.ProcessorCount}");
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tests_MayUseEveryProcessor(bool cold)
    {
        using var runner = new RunnerProcess(cold ? [BoxEnvironment.ColdOption] : []);
        Assert.Equal(cold ? "cold" : "fork", runner.Hello.Lane);

        // The last one is run by the process that the others were forked from.
        var answer = runner.RunProgram(TellsItsProcessors, Enumerable.Repeat("", 3));

        using var self = System.Diagnostics.Process.GetCurrentProcess();
        Assert.Equal(
            Enumerable.Repeat($"{self.ProcessorAffinity:x} {Environment.ProcessorCount}\n", 3),
            answer.Reports.Select(report => report.Out())
        );
    }

    [Fact]
    public void Runner_RoamsBetweenSubmissions()
    {
        using var runner = new RunnerProcess();
        runner.RunProgram(TellsItsProcessors);
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        using var process = System.Diagnostics.Process.GetProcessById(runner.Id);
        Assert.Equal(self.ProcessorAffinity, process.ProcessorAffinity);
    }
}
