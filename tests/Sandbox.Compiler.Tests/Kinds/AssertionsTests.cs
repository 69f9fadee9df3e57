using R1Code.Sandbox.Compiler.Tests.Support;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Tests.Kinds;

public sealed class AssertionsTests
{
    private const string Closed = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        class Problem {
            public static long Add(long x, long y) { return x + y; }
            public static List<long> Upto(long n) => Enumerable.Range(0, (int)n).Select(i => (long)i).ToList();
            public static string Text(int n) => new string('x', n);
            public static bool IsOdd(int n) => n % 2 == 1;
            public static float Half(int n) => n / 2f;
            public static void Sort(int[] a) => Array.Sort(a);
            public static Tuple<float, float> Pair(float a) => Tuple.Create(a, a);
            public static long? Maybe(long a) => a;
            public static Dictionary<string, int> Map() => new();
            public static List<List<int>> Nested(int n) => Enumerable.Range(0, n).Select(i => new List<int> { i }).ToList();
            public static HashSet<int> Set() => [1, 2];
        }
        """;

    private static CompileReply Assertions(string source, string test, string? entryPoint = null) =>
        Compile.Request(
            new CompileRequest
            {
                Kind = CompileKind.Assertions,
                Sources = [new SourceFile("main.cs", source)],
                TestProgram = test,
                EntryPoint = entryPoint,
                AllowUnsafe = true,
            }
        );

    /// <summary>Actual and expected values of each assertion; what could not be split is expected to be true.</summary>
    private static (object? Actual, object? Expected, bool Split)[] Evaluate(CompileReply reply)
    {
        Assert.True(reply.End == CompileEnd.Compiled, string.Join("\n", reply.Diagnostics));
        var expected = reply.Assertions.Select(a => a.ExpectedExpression).OfType<string>().ToArray();
        var values = Compile.Values(expected);
        var next = 0;
        return
        [
            .. reply.Assertions.Select(a =>
                (
                    Compile.Row(reply, a.ActualCall),
                    a.ExpectedExpression is null ? true : Compile.Row(values, next++),
                    a.ExpectedExpression is not null
                )
            ),
        ];
    }

    [Theory]
    [InlineData("Debug.Assert(Add((1L), (2L)) == (3L));", "3L")]
    [InlineData("Debug.Assert((3L) == Add((1L), (2L)), \"message\");", "3L")]
    [InlineData("System.Diagnostics.Debug.Assert(Text(2).Equals((\"xx\")));", "\"xx\"")]
    [InlineData("Debug.Assert(object.Equals(\"xx\", Text(2)));", "\"xx\"")]
    [InlineData(
        "Debug.Assert(Upto(2).SequenceEqual((new List<long>(new long[]{(long)0L, (long)1L}))));",
        "new List<long>(new long[]{(long)0L, (long)1L})"
    )]
    [InlineData("Debug.Assert(Enumerable.SequenceEqual(Upto(1), new long[]{0}));", "new long[]{0}")]
    [InlineData("Debug.Assert(Pair(1.5f).Equals((Tuple.Create(1.5f, 1.5f))));", "Tuple.Create(1.5f, 1.5f)")]
    [InlineData("Debug.Assert(Maybe(2L).Equals(2L));", "2L")]
    [InlineData("if (Add(1, 2) != 3) throw new Exception(\"no\");", "3")]
    [InlineData("if (!(Add(1, 2) == 3)) { Console.WriteLine(\"no\"); Environment.Exit(1); }", "3")]
    [InlineData("if (Add(1, 2) == 3) { Console.WriteLine(\"ok\"); } else { throw new Exception(); }", "3")]
    [InlineData("Assert.AreEqual(3, Add(1, 2));", "3")]
    [InlineData("Assert.IsFalse(IsOdd(2));", "false")]
    [InlineData("Debug.Assert(!IsOdd(2));", "false")]
    [InlineData("Debug.Assert(IsOdd(2) == false);", "false")]
    [InlineData("var x = 1; var sum = Add(x, 2); long want = 3; Debug.Assert(sum == want);", "(long)(3\n)")]
    [InlineData("int[] a = {2, 1}; Sort(a); int[] b = {1, 2}; Debug.Assert(a.SequenceEqual(b));", "new int[] {1, 2}")]
    [InlineData(
        "CompareLogic c = new CompareLogic(); var actual1 = Upto(2); var expected1 = new List<long> {0, 1}; var result1 = c.Compare(actual1, expected1); if (!result1.AreEqual) {throw new Exception(\"x\");}",
        "new List<long> {0, 1}"
    )]
    [InlineData("Debug.Assert(new CompareLogic().Compare(Text(1), \"x\").AreEqual);", "\"x\"")]
    public void ComparisonOfTwoValues_IsSplit_AndItsExpectedSideLeavesTheAssembly(string statements, string expected)
    {
        var reply = Assertions(Closed, $"class T {{ public static void Main(string[] args) {{ {statements} }} }}");
        var assertion = Assert.Single(Evaluate(reply));
        Assert.Equal(expected, reply.Assertions[0].ExpectedExpression);
        Assert.True(assertion.Split);
        Assert.Equal(
            assertion.Expected is int or long ? Convert.ToInt64(assertion.Expected, null) : assertion.Expected,
            assertion.Actual is int n ? (long)n : assertion.Actual
        );
    }

    [Theory]
    [InlineData("Debug.Assert(Math.Abs(Half(3) - 1.5) < 1e-6);", true)]
    [InlineData("Debug.Assert(Math.Abs(Half(3) - 1.25) < 1e-6);", false)]
    [InlineData("Debug.Assert(Add(1, 2) == Add(2, 1));", true)]
    [InlineData("Debug.Assert(IsOdd(3));", true)]
    [InlineData("for (int i = 0; i < 3; i++) { Debug.Assert(Add(i, i) == 2 * i); }", true)]
    [InlineData("for (int i = 0; i < 3; i++) { if (Add(i, i) != i) throw new Exception(); }", false)]
    [InlineData("try { Upto(-1); Debug.Assert(false); } catch (ArgumentOutOfRangeException) { }", true)]
    [InlineData("try { Upto(1); Debug.Assert(false); } catch (ArgumentOutOfRangeException) { }", false)]
    [InlineData("foreach (var (n, t) in new[] { (1, \"x\"), (2, \"xx\") }) Debug.Assert(Text(n) == t);", true)]
    [InlineData("Debug.Assert(IsSorted(Upto(3)));", true)]
    public void AssertionThatCannotBeSplit_MustBeTrue(string statements, bool value)
    {
        var reply = Assertions(
            Closed,
            $"class T {{ static bool IsSorted(List<long> a) => a.Zip(a.Skip(1)).All(p => p.First <= p.Second); public static void Main() {{ {statements} }} }}"
        );
        Assert.Equal([(value, true, false)], Evaluate(reply));
    }

    [Theory]
    [InlineData("Debug.Assert(Upto(1).Equals(new List<long> { 0 }));")]
    [InlineData("Debug.Assert(Upto(1) == new List<long> { 0 });")]
    [InlineData("Debug.Assert(Map().Equals(new Dictionary<string, int>()));")]
    [InlineData("Debug.Assert(Maybe(2L).Equals(2));")]
    [InlineData("Debug.Assert(Tuple.Create(Upto(1)).Equals(Tuple.Create(new List<long> { 0 })));")]
    public void ComparisonThatCanNeverBeTrue_IsNotMadeTrue_ByComparingValues(string statement)
    {
        var reply = Assertions(Closed, $"class T {{ public static void Main() {{ {statement} }} }}");
        Assert.Equal([(false, true, false)], Evaluate(reply));
    }

    [Fact]
    public void SequencesOfLists_AreEqual_OnlyWhereBothAreEmpty()
    {
        var reply = Assertions(
            Closed,
            "class T { static void Main() { Debug.Assert(Nested(0).SequenceEqual(new List<List<int>>())); Debug.Assert(Nested(1).SequenceEqual(new List<List<int>> { new List<int> { 0 } })); } }"
        );
        var values = Evaluate(reply);
        Assert.Equal(true, values[0].Actual);
        Assert.Equal(true, values[0].Expected);
        Assert.NotEqual(values[1].Actual, values[1].Expected);
    }

    [Fact]
    public void Comparison_ConvertsBothSides_WhereTheOperatorDoes()
    {
        var reply = Assertions(
            Closed,
            "class T { static void Main() { Debug.Assert(Half(1) == 0.5); Debug.Assert(Half(0) + 0.1f == 0.1); Debug.Assert('a' == Add(90, 7)); Debug.Assert(Set().SequenceEqual(new[] { 1, 2 })); } }"
        );
        var values = Evaluate(reply);
        Assert.Equal((0.5, 0.5), (values[0].Actual, values[0].Expected));
        Assert.NotEqual(values[1].Actual, values[1].Expected);
        Assert.Equal((97L, 97L), (values[2].Actual, values[2].Expected));
        Assert.Equal(new[] { 1, 2 }, values[3].Actual);
    }

    [Theory]
    [InlineData(
        "    }\n    public static void Main(string[] args) {\n    Debug.Assert(F((2L)) == (4L));\n    }\n\n}\n"
    )]
    [InlineData(
        "\n        public static void Main(string[] args)\n        {\n var actual1 = F(2); var expected1 = 4; var result1 = new CompareLogic().Compare(actual1, expected1); if (!result1.AreEqual) {throw new Exception(\"x\");}\n        }\n    }\n"
    )]
    [InlineData("class T { static void Main() { Debug.Assert(F(2) == 4); } }")]
    [InlineData(
        "using System;\nusing static Problem;\npublic static class Tests\n{\n    public static void Main(string[] args) {\n    Debug.Assert(F(2) == 4); } }"
    )]
    [InlineData("Debug.Assert(F(2) == 4);")]
    [InlineData("static void Main() { Debug.Assert(F(2) == 4); }")]
    public void Test_FindsTheSubmission_WhateverFormBothHave(string test)
    {
        string[] sources =
        [
            "using System;\nusing System.Diagnostics;\nclass Problem {\n    public static long F(long x) {\n        return 2 * x;\n",
            "using System;\nclass Problem {\n    public static long F(long x) {\n        return 2 * x;\n    }\n}",
            "public class Problem { public static long F(long x) => 2 * x; }",
            "namespace Solution { public class Program { private long F(long x) => 2 * x; } }",
            "public static long F(long x) { return 2 * x; }",
            "long F(long x) => 2 * x;\nConsole.WriteLine(F(1));",
            "using System;\nusing KellermanSoftware.CompareNetObjects;\nnamespace Solution\n{\n    public class Problem\n    {\n        public static long F(long x)\n        {\n return 2 * x; }",
        ];
        foreach (var source in sources)
        {
            var isOpen = source.Count(c => c == '{') > source.Count(c => c == '}');
            var fits =
                test.StartsWith("    }", StringComparison.Ordinal) == source.EndsWith(";\n", StringComparison.Ordinal);
            if (
                isOpen
                && (
                    !fits
                    || !test.TrimEnd().EndsWith("}\n\n}", StringComparison.Ordinal)
                        && !test.EndsWith("    }\n", StringComparison.Ordinal)
                )
            )
            {
                continue;
            }

            var text = isOpen && source.Contains("namespace", StringComparison.Ordinal) ? test + "}" : test;
            var value = Assert.Single(Evaluate(Assertions(source, text, "F")));
            Assert.True(value.Split);
            Assert.Equal(4L, value.Actual);
        }
    }

    [Theory]
    [InlineData(
        "class V { public static bool operator ==(V a, int b) => true; public static bool operator !=(V a, int b) => false; public override bool Equals(object o) => true; public override int GetHashCode() => 0; } class Problem { public static V F(int x) => new V(); }"
    )]
    [InlineData(
        "class V { public static implicit operator int(V v) => 4; public static implicit operator bool(V v) => true; } class Problem { public static V F(int x) => new V(); }"
    )]
    [InlineData(
        "class L : System.Collections.Generic.List<int> { public override bool Equals(object o) => true; } class Problem { public static System.Collections.Generic.List<int> F(int x) => new L(); }"
    )]
    [InlineData(
        "class Debug { public static void Assert(bool b) { } } class Math { public static int Abs(object x) => 0; } class Problem { public static int F(int x) => 0; }"
    )]
    [InlineData(
        "static class Ext { public static bool SequenceEqual(this object a, object b) => true; public static bool Contains(this object a, object b) => true; } class Problem { public static object F(int x) => 0; }"
    )]
    public void LyingSubmission_GainsNothing_FromItsOwnEquality(string source)
    {
        string[] tests =
        [
            "Debug.Assert(F(2) == 4);",
            "Debug.Assert(F(2).Equals(4));",
            "if (F(2) != 4) throw new Exception();",
            "for (int i = 2; i < 3; i++) Debug.Assert(F(i) == 4);",
            "Debug.Assert(F(2));",
            "Debug.Assert(F(2).Equals(new List<int> { 1 }));",
            "Debug.Assert(F(2).SequenceEqual(new List<int> { 1 }));",
            "Debug.Assert(Math.Abs(F(2) - 4) < 1);",
            "Debug.Assert(F(2).Contains(1) && F(2).Contains(2));",
        ];
        foreach (var test in tests)
        {
            var reply = Assertions(source, $"class T {{ static void Main() {{ {test} }} }}", "F");
            if (reply.End == CompileEnd.Compiled)
            {
                Assert.Contains(Evaluate(reply), v => !v.Expected!.Equals(v.Actual));
            }
        }
    }

    [Theory]
    [InlineData(
        "[DllImport(\"libc\")] static extern void _exit(int c); public static double F(double x) { _exit(0); return 1; }"
    )]
    [InlineData("public static unsafe double F(double x) { var p = &x; *p = 1; return x; }")]
    [InlineData("public static double F(double x) { File.WriteAllText(\"/proc/self/mem\", \"\"); return 1; }")]
    [InlineData("public static double F(double x) => typeof(int).Assembly.GetTypes().Length > 0 ? 1 : 0;")]
    [InlineData(
        "public static double F(double x) { var a = new byte[8]; Vector.StoreUnsafe(new Vector<byte>(1), ref a[0], 99); return 1; }"
    )]
    [InlineData("public static double F(double x) { Func<int> f = () => 1; f.Method.Invoke(null, null); return 1; }")]
    [InlineData("public static dynamic F(double x) => 1.0;")]
    [InlineData("class S : List<int>, ICollection<int> { } public static IEnumerable<int> F(double x) => new S { 1 };")]
    public void UnsplitAssertion_IsNotDecidedBesideASubmission_ThatCouldReachItsOutcome(string members)
    {
        var source =
            "using System; using System.IO; using System.Linq; using System.Numerics; using System.Collections.Generic;"
            + $" using System.Runtime.InteropServices; public class Problem {{ {members} }}";
        var test = members.Contains("IEnumerable<int> F", StringComparison.Ordinal)
            ? "Debug.Assert(Problem.F(1).Contains(1) || Problem.F(1).Any());"
            : "Debug.Assert(Problem.F(1) > 0 || Problem.F(1) < -1);";

        var reply = Assertions(source, $"class T {{ static void Main() {{ {test} }} }}", "F");

        var value = Assert.Single(Evaluate(reply));
        Assert.False(value.Split);
        Assert.Equal(false, value.Actual);
    }

    [Fact]
    public void UnsplitAssertion_IsDecided_WhereTheSubmissionOnlyComputes()
    {
        const string Source = """
            using System;
            using System.Collections.Generic;
            using System.Linq;
            using System.Text;
            using System.Security.Cryptography;
            class Point : IComparable<Point> { public int X; public int CompareTo(Point other) => X - other.X; public override string ToString() => $"{X}"; }
            class Problem {
                static readonly Dictionary<char, int> Seen = new() { ['a'] = 1 };
                public static double F(double x)
                {
                    var words = new StringBuilder().Append(x).Append(Environment.NewLine).ToString().Split(' ');
                    Span<int> few = stackalloc int[2];
                    few[0] = MD5.HashData(Encoding.UTF8.GetBytes(words[0])).Length;
                    Console.WriteLine($"{x:0.00} {typeof(int).Name} {nameof(Point)}");
                    (int a, string b) pair = (1, "x");
                    var list = Enumerable.Range(0, 3).Select(i => new { i, s = i.ToString() }).OrderBy(v => v.s).ToList();
                    try { checked { return Math.Sqrt(x) + Convert.ToInt32("0") + pair.a - 1 + list.Count - 3; } }
                    catch (OverflowException e) { throw new ArgumentException(e.Message); }
                }
            }
            """;

        var reply = Assertions(
            Source,
            "class T { static void Main() { Debug.Assert(Math.Abs(Problem.F(9) - 3) < 1e-6); for (var i = 1; i < 3; i++) Debug.Assert(Problem.F(i * i) > i - 1e-6); } }",
            "F"
        );

        Assert.All(Evaluate(reply), value => Assert.Equal(true, value.Actual));
    }

    [Fact]
    public void ExpectedValues_AreNotInTheAssembly_WhereTheAssertionWasSplit()
    {
        var reply = Assertions(
            Closed,
            "class T { static void Main() { var want = \"SECRET1\"; Debug.Assert(Text(1) == want); Debug.Assert(Text(2).Equals(\"SECRET2\")); } }"
        );
        Assert.Equal(CompileEnd.Compiled, reply.End);
        var image =
            System.Text.Encoding.Unicode.GetString(reply.Assembly)
            + System.Text.Encoding.Unicode.GetString(reply.Assembly[1..]);
        Assert.DoesNotContain("SECRET", image, StringComparison.Ordinal);
    }

    [Fact]
    public void WrongSubmission_IsACompileError_InItsOwnLines()
    {
        const string Tail =
            "    }\n    public static void Main(string[] args) {\n    Debug.Assert(F(2) == 4);\n    }\n}\n";
        var reply = Assertions("class Problem {\n    public static long F(long x) {\n        return y;\n", Tail);
        Assert.Equal(CompileEnd.Failed, reply.End);
        Assert.Equal(["(3,16): error CS0103: The name 'y' does not exist in the current context"], reply.Diagnostics);
        reply = Assertions("class Problem {\n    public static long G(long x) {\n        return x;\n", Tail);
        Assert.StartsWith(
            "assertion 0 `Debug.Assert(F(2) == 4);`: error CS0103",
            Assert.Single(reply.Diagnostics),
            StringComparison.Ordinal
        );
        reply = Assertions("class Problem {\n    public static long F(long x) {\n        return (x;\n", Tail);
        Assert.Equal(CompileEnd.Failed, reply.End);
        Assert.StartsWith("(3,18): error CS1026", reply.Diagnostics[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("class T { static void Main() { } }")]
    [InlineData("class T { static void Main( }")]
    [InlineData("")]
    public void TestProgram_IsTheProblemsFault_WhenItAssertsNothing(string test)
    {
        Assert.Equal(CompileEnd.BadProblem, Assertions(Closed, test).End);
    }
}
