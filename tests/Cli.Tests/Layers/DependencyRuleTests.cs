namespace R1Code.Cli.Tests.Layers;

/// <summary>Who may know what: the table of ARCHITECTURE.md, held over built assemblies and project files.</summary>
public sealed class DependencyRuleTests
{
    private const string Docker = "Docker.DotNet";
    private const string Roslyn = "Microsoft.CodeAnalysis";
    private const string Hangfire = "Hangfire";
    private const string Torch = "TorchSharp";
    private const string ScottPlot = "ScottPlot";
    private const string AspNet = "Microsoft.AspNetCore";
    private const string Engine = "R1Code.Sandbox";
    private const string Rewards = "R1Code.Rewards";

    [Theory]
    [InlineData("src/Sandbox/Runner", Roslyn, Docker, Hangfire, Torch, AspNet, Rewards)]
    [InlineData("src/Sandbox/Compiler", Docker, Hangfire, Torch, AspNet, Rewards)]
    [InlineData("src/Sandbox/Engine", Roslyn, Torch, Hangfire, AspNet, Rewards)]
    [InlineData("src/Rewards/Contracts", Roslyn, Docker, Hangfire, Torch, AspNet)]
    [InlineData("src/Rewards/Scoring", Torch, AspNet, Hangfire, Docker, Roslyn)]
    [InlineData("src/Rewards/Service", Torch, Roslyn)]
    [InlineData("src/Trainer/Core", Docker, Roslyn, Hangfire, AspNet, ScottPlot)]
    [InlineData("src/Trainer/Report", Docker, Roslyn, Hangfire, AspNet)]
    public void Assembly_ReachesNothingOfWhatItsLayerMustNotKnow(string project, params string[] forbidden)
    {
        var reached = AssemblyGraph.Reach(project);

        var broken = reached.Where(name => forbidden.Any(prefix => IsOrBelongsTo(name, prefix))).ToList();
        Assert.True(broken.Count == 0, $"{project} must not know {string.Join(", ", broken)}");
    }

    [Theory]
    [InlineData("src/Rewards/Contracts")]
    [InlineData("src/Rewards/Scoring")]
    [InlineData("src/Trainer/Core")]
    [InlineData("src/Trainer/Report")]
    public void Assembly_DoesNotKnowTheEngine(string project) =>
        Assert.DoesNotContain(Engine, AssemblyGraph.Reach(project));

    [Fact]
    public void Protocol_ReferencesTheBaseClassLibraryOnly()
    {
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

        var foreign = AssemblyGraph
            .Reach("src/Sandbox/Protocol")
            .Where(name => !File.Exists(Path.Combine(runtime, name + ".dll")))
            .ToList();

        Assert.Empty(foreign);
    }

    [Theory]
    [InlineData("src/Sandbox/Runner")]
    [InlineData("src/Sandbox/Compiler")]
    public void ProgramInABox_UsesNoTypeThatHoldsExpectedValues(string project)
    {
        string[] holders =
        [
            "R1Code.Sandbox.Protocol.Problem",
            "R1Code.Sandbox.Protocol.ProblemTest",
            "R1Code.Sandbox.Protocol.CheckerSpec",
        ];

        Assert.Empty(AssemblyGraph.TypesUsed(project).Intersect(holders));
    }

    [Fact]
    public void Graph_SeesReferencesAndPackages_WhereTheyAreKnownToExist()
    {
        // The rules above would hold for anything if the graph were blind.
        Assert.Contains(AssemblyGraph.Reach("src/Sandbox/Compiler"), name => IsOrBelongsTo(name, Roslyn));
        Assert.Contains(AssemblyGraph.Reach("src/Trainer/Core"), name => IsOrBelongsTo(name, Torch));
        Assert.Contains(AssemblyGraph.Reach("src/Trainer/Cli"), name => IsOrBelongsTo(name, Hangfire));
        Assert.Contains(AssemblyGraph.Reach("src/Rewards/Service"), name => IsOrBelongsTo(name, Docker));
        Assert.Contains("R1Code.Sandbox.Protocol.Problem", AssemblyGraph.TypesUsed("src/Rewards/Scoring"));
    }

    private static bool IsOrBelongsTo(string name, string prefix) =>
        name == prefix || name.StartsWith(prefix + ".", StringComparison.Ordinal);
}
