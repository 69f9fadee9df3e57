using System.Globalization;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Tests.Harness;

namespace R1Code.Sandbox.Runner.Tests;

/// <summary>Compiling ahead what a submission's methods call in turn: tests find the code there, and nothing can hold it up.</summary>
public sealed class CalledInTurnTests : IDisposable
{
    private const int Tests = 12;

    // Counts what the runtime compiles while the queue works: its inner methods over a tuple, which the framework lacks.
    private const string Counts = """
        var before = System.Runtime.JitInfo.GetCompiledMethodCount(currentThread: true);
        var heap = new System.Collections.Generic.PriorityQueue<(int, string), long>();
        for (var i = 0; i < 20; i++) heap.Enqueue((i, "x"), i * 7 % 5);
        while (heap.Count > 0) heap.Dequeue();
        System.Console.Write(System.Runtime.JitInfo.GetCompiledMethodCount(currentThread: true) - before);
        """;

    private const string GrowsForEver = """
        static int F<T>(int n, T t) => n == 0 ? 7 : F(n - 1, (t, new System.Collections.Generic.Dictionary<(T, int), (T, T)>()));
        System.Console.Write(F(0, 1));
        """;

    private readonly RunnerProcess _runner = new();

    [Fact]
    public void Test_FindsTheInnerMethodsOfAQueueCompiled_WhenManyTestsShareThem()
    {
        var alone = Run(Counts, 1).Single();
        var shared = Run(Counts, Tests);

        var (single, many) = (Number(alone), shared.Select(Number).ToList());
        Assert.All(many, compiled => Assert.Equal(many[0], compiled));
        Assert.True(many[0] < single, $"{many[0]} methods were compiled in each of many tests, {single} in a lone one");
    }

    [Fact]
    public void Test_Runs_WhenAMethodCallsItselfOverEverLargerTypes() =>
        Assert.All(Run(GrowsForEver, Tests), output => Assert.Equal("7", output));

    /// <inheritdoc/>
    public void Dispose() => _runner.Dispose();

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private List<string> Run(string source, int tests) =>
        [
            .. _runner
                .Run(
                    new RunRequest
                    {
                        Assembly = TestAssembly.Program(source),
                        Entry = EntryKind.Main,
                        Limits = new Protocol.TestLimits(),
                        Tests = [.. Enumerable.Repeat(new TestInput([], -1), tests)],
                    }
                )
                .Reports.Select(report => report.Out()),
        ];
}
