using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Hosting;

/// <summary>
/// Compiles a few programs that use what submissions use, so that Roslyn's code is compiled and the reference
/// assemblies' symbols are loaded before the first request.
/// </summary>
internal static class WarmUp
{
    private const string Program = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Numerics;
        using System.Text;
        using System.Text.RegularExpressions;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Warm
        {
            public record Point(int X, int Y);
            public enum Colour { Red, Green }
            public interface IShape { double Area { get; } }
            public abstract class Shape : IShape { public abstract double Area { get; } public virtual string Name => GetType().Name; }
            public sealed class Square(double side) : Shape { public override double Area => side * side; }
            public struct Pair<T> where T : IComparable<T> { public T A, B; public T Max() => A.CompareTo(B) > 0 ? A : B; }
            public static class Extensions { public static int Twice(this int x) => x * 2; }

            class Program
            {
                static readonly Dictionary<int, long> memo = new();
                static long Fib(int n) => n < 2 ? n : memo.TryGetValue(n, out var v) ? v : memo[n] = Fib(n - 1) + Fib(n - 2);
                static IEnumerable<int> Count(int n) { for (var i = 0; i < n; i++) yield return i; }
                static async Task<int> Later(int x) { await Task.Delay(1); return x; }
                static unsafe void Raw(int[] a) { fixed (int* p = a) { p[0] = 1; } }

                static async Task Main(string[] args)
                {
                    var n = int.Parse(Console.ReadLine() ?? "0");
                    var a = Console.ReadLine()!.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse).ToArray();
                    Array.Sort(a, (x, y) => y.CompareTo(x));
                    var groups = a.GroupBy(x => x % 3).OrderBy(g => g.Key).ToDictionary(g => g.Key, g => g.Sum());
                    var query = from x in a from y in a where x < y orderby x descending select new { x, y, Sum = x + y };
                    var text = new StringBuilder();
                    foreach (var (key, value) in groups) text.Append(key).Append(' ').AppendLine($"{value:F2} {key,5}");
                    int[,] grid = new int[n, n];
                    List<List<int>> lists = [[1, 2], [3, .. a]];
                    for (int i = 0; i < n; i++) for (int j = 0; j < n; j++) grid[i, j] = i ^ j << 1;
                    var queue = new PriorityQueue<(int x, int y), int>();
                    queue.Enqueue((1, 2), 3);
                    while (queue.Count > 0) { var (x, y) = queue.Dequeue(); n += x * y; }
                    var shape = (object)new Square(2) switch { Square { Area: > 3 and < 5 } s => s.Name, IShape t => "shape", _ => null };
                    try { checked { n = int.MaxValue + n; } } catch (OverflowException e) when (e.Message != null) { Console.Error.WriteLine(e); } finally { n--; }
                    Func<int, Func<int, int>> add = x => y => x + y;
                    Span<int> span = stackalloc int[4]; span[0] = 1; span[1..].Fill(2);
                    var big = BigInteger.Pow(2, 100) + Fib(50);
                    await Task.WhenAll(Later(1), Later(2));
                    Parallel.For(0, 4, i => Interlocked.Increment(ref n));
                    lock (memo) { memo.Clear(); }
                    string s2 = Regex.Replace("a1b2", @"\d", m => m.Value.Length.ToString());
                    var set = new HashSet<string>(StringComparer.Ordinal) { s2, "x" };
                    label: if (n-- > 0 && set.Contains("y")) goto label;
                    switch (n) { case 1: case 2: n++; break; default: do { n--; } while (n > 0); break; }
                    using var reader = new StreamReader(Console.OpenStandardInput());
                    dynamic d = 3; d += 2;
                    var p = new Point(1, 2) with { Y = 3 };
                    Console.WriteLine(string.Join(",", Count(3).Concat(a).Where((x, i) => i % 2 == 0).Select(x => x.Twice()).Zip(a).Aggregate(0, (acc, z) => acc + z.First)));
                    Console.WriteLine($"{text}{big}{shape}{p}{add(1)(2)}{(char)('a' + n)}{lists.Count}{query.Count()}{Colour.Green}{(decimal)n / 3m}{d}{new Pair<int>().Max()}");
                    Console.Out.Write(Math.Sqrt(n) + Math.Max(1.0, 2f) + (n > 0 ? 1L : 2UL << 3));
                }
            }
        }
        """;

    private const string Forgetful = """
        List<int> Evens(int[] a) => a.Where(x => x % 2 == 0).ToList();
        private int Add(int a, int b) { return a + b; }
        """;

    /// <summary>Compiles until nothing new is met.</summary>
    public static void Run(LimitedCompiler compiler)
    {
        for (var round = 0; round < 3; round++)
        {
            foreach (var request in Requests())
            {
                var reply = compiler.Compile(request);
                if (reply.End != CompileEnd.Compiled)
                {
                    throw new InvalidOperationException(
                        $"warming up: {request.Kind} ended as {reply.End}: {string.Join("; ", reply.Diagnostics)}"
                    );
                }
            }
        }
    }

    private static CompileRequest[] Requests() =>
        [
            Request(CompileKind.Program, Program),
            Request(CompileKind.Program, "Console.WriteLine(Console.ReadLine());"),
            Request(
                CompileKind.Program,
                Program.Replace("n--; }", "n--; Environment.Exit(0); }", StringComparison.Ordinal)
            ),
            Request(CompileKind.Calls, Forgetful, "Add(1, 2)", "Evens(new[] { 1, 2 })"),
            Request(CompileKind.Calls, Program, "Fib(3)", "new Square(2)"),
            Request(CompileKind.ScriptCalls, "int F(int x) => x + 1;\nvar y = F(2);", "F(y)", "y"),
            Request(
                CompileKind.Values,
                "",
                "new List<int> { 1, 2 }",
                "\"text\"",
                "(1, 2.5)",
                "new Dictionary<string, int> { [\"a\"] = 1 }"
            ),
        ];

    private static CompileRequest Request(CompileKind kind, string source, params string[] calls) =>
        new()
        {
            Kind = kind,
            Sources = kind == CompileKind.Values ? [] : [new SourceFile("warm.cs", source)],
            Calls = calls,
            AllowUnsafe = true,
        };
}
