using System.Globalization;
using System.Text;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Tests.Harness;

namespace R1Code.Sandbox.Runner.Tests.Learning;

/// <summary>What one test had to compile the tests after it find compiled; nothing else of it reaches them.</summary>
public sealed class LearningTests
{
    // Types of its own, so that no warm-up can have met them, reached through interfaces, so that no metadata names the methods.
    private const string Compiling = """
        var before = System.Runtime.JitInfo.GetCompiledMethodCount(currentThread: true);
        var points = Enumerable.Range(0, 20).Select(i => new Point(i % 3, i)).Where(p => p.Y > 2);
        var text = string.Join(' ', points.OrderByDescending(p => p).Skip(1).Select(p => p.ToString()).ToArray());
        var after = System.Runtime.JitInfo.GetCompiledMethodCount(currentThread: true);
        Console.WriteLine($"{after - before} {text}");

        struct Point(int x, int y) : IComparable<Point>
        {
            public int X = x, Y = y;
            public int CompareTo(Point other) => X != other.X ? X.CompareTo(other.X) : Y.CompareTo(other.Y);
            public override string ToString() => $"{X},{Y}";
        }
        """;

    // Finds the list among its own open files, reads it and leaves something there for whoever comes next.
    private const string Meddling = """
        foreach (var file in Directory.EnumerateFiles("/proc/self/fd"))
        {
            if (File.ResolveLinkTarget(file, false)?.FullName.Contains("memfd:compiled") != true) continue;
            var handle = new Microsoft.Win32.SafeHandles.SafeFileHandle(nint.Parse(Path.GetFileName(file)), ownsHandle: false);
            var bytes = new byte[4096];
            var found = Encoding.UTF8.GetString(bytes, 0, RandomAccess.Read(handle, bytes, 0));
            Console.WriteLine(found.Contains("left here") ? "found" : "nothing");
            var line = "1: JIT compiled System.Collections.Generic.List`1[int]:Add(int) [left here]\n";
            RandomAccess.Write(handle, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line + "]]]:[(x\n", 9000))), 0);
        }
        """;

    [Fact]
    public void LaterTests_CompileLessThanTheFirst_AndSayTheSame()
    {
        using var runner = new RunnerProcess();

        var said = Run(runner, Compiling, 5).Select(text => text.Split(' ', 2)).ToArray();

        var counts = said.Select(words => int.Parse(words[0], CultureInfo.InvariantCulture)).ToArray();
        Assert.True(counts[0] > 3, $"{counts[0]} methods");
        Assert.All(counts[1..], count => Assert.True(count * 3 < counts[0], string.Join(' ', counts)));
        Assert.Single(said.Select(words => words[1]).Distinct());
        Assert.StartsWith("2,14", said[0][1], StringComparison.Ordinal);
    }

    [Fact]
    public void TheList_CarriesNothingFromTestToTest_NorToTheNextSubmission()
    {
        using var runner = new RunnerProcess();

        Assert.Equal(["nothing\n", "nothing\n", "nothing\n", "nothing\n"], Run(runner, Meddling, 4));
        Assert.Equal(["nothing\n"], Run(runner, Meddling + "// the next one", 1));
        Assert.Equal("fork", runner.Hello.Lane);
    }

    private static string[] Run(RunnerProcess runner, string source, int tests)
    {
        var answer = runner.RunProgram(source, Enumerable.Repeat("x\n", tests));
        Assert.All(answer.Reports, report => Assert.Equal(TestEnd.Exited, report.End));
        Assert.All(answer.Reports, report => Assert.False(report.ColdLane));
        return [.. answer.Reports.Select(report => report.Out())];
    }
}
