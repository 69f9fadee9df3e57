using R1Code.Sandbox.Engine.Tests.Verdicts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Engine.Tests.Containers;

public sealed class BubblewrapEngineTests
{
    private static readonly SandboxOptions Options = new()
    {
        Engine = "bubblewrap",
        Boxes = 1,
        Compilers = 1,
    };

    [Fact]
    public async Task Judge_GivesTheSameVerdicts_WithoutAnyEngine()
    {
        await using var sandbox = await StartAsync();
        string[] names =
        [
            "Accepted/sum.cs",
            "Accepted/function.cs",
            "WrongAnswer/off-by-one.cs",
            "CompileError/type-error.cs",
            "RuntimeError/unhandled.cs",
            "RuntimeError/stack-overflow.cs",
            "TimeLimit/endless-loop.cs",
            "MemoryLimit/managed.cs",
            "OutputLimit/flood.cs",
        ];

        foreach (var program in names.Select(CorpusProgram.Read))
        {
            var verdict = await sandbox.JudgeAsync(
                program.Golden.Problem,
                program.Golden.Source,
                TestContext.Current.CancellationToken
            );

            Assert.True(
                program.Golden.Allowed.Contains(verdict.Status),
                $"{program.Path}: {verdict.Status} {verdict.Message}"
            );
        }
    }

    [Fact]
    public async Task Judge_LetsNoProgramReachTheNetworkOrTheHostsFiles()
    {
        await using var sandbox = await StartAsync();
        const string Source = """
            var interfaces = System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces().Length;
            Console.WriteLine(System.IO.File.Exists("/etc/os-release") || System.IO.Directory.Exists("/home") || interfaces > 1);
            """;
        var problem = new Problem { Id = "reach", Tests = [new ProblemTest { Expected = "False\n" }] };

        var verdict = await sandbox.JudgeAsync(problem, Source, TestContext.Current.CancellationToken);

        // What cannot even be asked ends in an exception: as good as not reaching it.
        Assert.True(verdict.Status is VerdictStatus.Accepted or VerdictStatus.RuntimeError, verdict.Tests[0].Output);
    }

    private static async Task<CSharpSandbox> StartAsync()
    {
        try
        {
            return await CSharpSandbox.StartAsync(Options, cancellationToken: TestContext.Current.CancellationToken);
        }
        catch (SandboxUnavailableException e)
        {
            Assert.Skip(e.Message);
            throw;
        }
    }
}
