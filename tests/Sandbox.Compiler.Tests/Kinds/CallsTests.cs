using R1Code.Sandbox.Compiler.Tests.Support;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Tests.Kinds;

public sealed class CallsTests
{
    [Theory]
    [InlineData("public class Solution { public static int Solve(int a, int b) => a + b; }")]
    [InlineData("public class Solution { public int Solve(int a, int b) => a + b; }")]
    [InlineData("class Solution { int Solve(int a, int b) => a + b; }")]
    [InlineData("class Anything { private static int Solve(int a, int b) { return a + b; } }")]
    [InlineData("namespace A { namespace B { public struct S { internal int Solve(int a, int b) => a + b; } } }")]
    [InlineData("namespace A.B; static class S { class T { private int Solve(int a, int b) => a + b; } }")]
    [InlineData("int Solve(int a, int b) => a + b;")]
    [InlineData("public int Solve(int a, int b) { return a + b; }")]
    [InlineData("public static int Solve(int a, int b) => Helper(a) + b; static int Helper(int a) => a;")]
    [InlineData(
        "using System; int Helper(int x) => x; static int Solve(int a, int b) { return Helper2(a) + b; } int Helper2(int a) => Helper(a);"
    )]
    [InlineData("Console.WriteLine(Solve(1, 2)); int Solve(int a, int b) => a + b;")]
    [InlineData(
        "int Solve(int a, int b) => a + b;\nint n = int.Parse(Console.ReadLine());\nConsole.WriteLine(Solve(n, 2));"
    )]
    [InlineData(
        "class Program { static void Main() { Console.WriteLine(Solve(1, 2)); } static int Solve(int a, int b) => a + b; }"
    )]
    [InlineData(
        "private readonly Dictionary<int, int> memo = new(); public int Solve(int a, int b) { memo[a] = b; return this.memo[a] + a; }"
    )]
    [InlineData("Dictionary<int, int> memo = new(); int Solve(int a, int b) { memo[a] = b; return memo[a] + a; }")]
    [InlineData(
        "var memo = new Dictionary<int, int>(); var grid = new int[2, 2][]; var n = 1L; int Solve(int a, int b) { memo[a] = b; return memo[a] + a + (int)n - 1 + grid.Length - 4; }"
    )]
    [InlineData("class Node { } int Solve(int a, int b) => a + b; class Other { }")]
    [InlineData("class Program { } int Solve(int a, int b) => a + b; class Solution { }")]
    [InlineData("class A { public int Solve(int a) => 0; } class B { public int Solve(int a, int b) => a + b; }")]
    public void BareCall_FindsTheMethod_WhereverItStands(string source)
    {
        Assert.Equal(3, Compile.Row(Compile.Calls(source, "Solve(1, 2)"), 0));
    }

    [Theory]
    [InlineData("public class Solution { public int F(int a) => a; }", "new Solution().F(7)")]
    [InlineData("public class Solution { public int F(int a) => a; }", "Solution.F(7)")]
    [InlineData("public class Solution { public static int F(int a) => a; }", "new Solution().F(7)")]
    [InlineData("public class Solution { public static int F(int a) => a; }", "Program.F(7)")]
    [InlineData("public int F(int a) => a;", "new Solution().F(7)")]
    [InlineData("public int F(int a) => a;", "Program.F(7)")]
    [InlineData("namespace N { public class Solution { public static int F(int a) => a; } }", "Solution.F(7)")]
    [InlineData("namespace N { public class Solution { public static int F(int a) => a; } }", "N.Solution.F(7)")]
    [InlineData("abstract class B { public int F(int a) => a; } class Solution : B { }", "new Solution().F(7)")]
    [InlineData(
        "class Solution { public int F(Node n) => n.V; public class Node { public int V; } }",
        "F(new Node { V = 7 })"
    )]
    [InlineData(
        "class Solution { private class Node { public int V; } private int F(Node n) => n.V; }",
        "F(new Solution.Node { V = 7 })"
    )]
    [InlineData(
        "namespace Geo { class Vector { public int X; } class S { public static int F(Vector v) => v.X; } }",
        "F(new Vector { X = 7 })"
    )]
    [InlineData("int Sq(int x) => x; int F(int a) => a;", "new[] { 1, 6 }.Select(Sq).Sum(x => F(x))")]
    [InlineData("int Max(int a, int b) => 0; int F(int a) => a;", "Math.Max(F(7), 1)")]
    [InlineData("class S { public async Task<int> F(int a) { await Task.Yield(); return a; } }", "F(7)")]
    [InlineData("class S { public static async Task<int> F(int a) { await Task.Yield(); return a; } }", "await F(7)")]
    [InlineData("class S { public static T F<T>(T a) => a; }", "F<int>(7)")]
    [InlineData("class S { public const int F = 7; }", "S.F")]
    [InlineData("class S { public static int F(int a, int b = 0, params int[] c) => a; }", "F(7, 1, 2, 3);")]
    [InlineData("class S { public static int F(int a) => a; }", "F(7) // the seventh")]
    [InlineData("class S { public static int F(int a) => a; }", "() => F(7)")]
    [InlineData("class S { public static int F(int a) => a; }", "{ var F2 = F(7); return F2; }")]
    [InlineData("class S { public static void F(int[] a) => a[0] = 7; }", "var a = new int[1]; F(a); return a[0];")]
    [InlineData(
        "class S { public static bool F(string s, out int v) => int.TryParse(s, out v); }",
        "F(\"7\", out var v) ? v : -1"
    )]
    public void Call_GivesSeven_HoweverItIsWritten(string source, string call)
    {
        Assert.Equal(7, Compile.Row(Compile.Calls(source, call), 0));
    }

    [Fact]
    public void Rows_ReturnValuesAsTheyAre_WhateverTheirType()
    {
        var reply = Compile.Calls(
            """
            struct Odd { public static implicit operator int(Odd o) => 1; public static implicit operator string(Odd o) => "x"; }
            static class S
            {
                public static Odd Value() => default;
                public static Span<int> Stack() => new[] { 1, 2 };
                public static void Nothing() { }
                public static Task Later() => Task.CompletedTask;
                public static dynamic Dynamic() => 2.5;
                public static IEnumerable<int> Lazy() { yield return 1; }
                public static string Null() => null;
                public static ref int Ref() => ref new int[] { 4 }[0];
            }
            """,
            [
                "Value()",
                "Stack()",
                "Nothing()",
                "Later()",
                "Dynamic()",
                "Lazy()",
                "Null()",
                "Ref()",
                "(1, \"a\")",
                "3",
                "-1",
            ]
        );
        Assert.Equal("Odd", Compile.Row(reply, 0)!.GetType().Name);
        Assert.Equal(new[] { 1, 2 }, Compile.Row(reply, 1));
        Assert.Null(Compile.Row(reply, 2));
        Assert.Null(Compile.Row(reply, 3));
        Assert.Equal(2.5, Compile.Row(reply, 4));
        Assert.Equal([1], (IEnumerable<int>)Compile.Row(reply, 5)!);
        Assert.Null(Compile.Row(reply, 6));
        Assert.Equal(4, Compile.Row(reply, 7));
        Assert.Equal((1, "a"), Compile.Row(reply, 8));
        Assert.Equal(3, Compile.Row(reply, 9));
        Assert.Equal(-1, Compile.Row(reply, 10));
    }

    [Theory]
    [InlineData("class S { public static int F(string a) => 1; }", "F(7)", "call 0 `F(7)`: error CS1503")]
    [InlineData("class S { public static int G(int a) => 1; }", "F(7)", "call 0 `F(7)`: error CS0103")]
    [InlineData("class S { public S(int x) { } public int F(int a) => 1; }", "F(7)", "call 0 `F(7)`: error CS7036")]
    [InlineData("class S { public static int F(int a) => b; }", "F(7)", "(1,41): error CS0103")]
    public void Call_FailsWithItsName_WhenTheSubmissionHasNoSuchMethod(string source, string call, string start)
    {
        var reply = Compile.Calls(source, call);
        Assert.Equal(CompileEnd.Failed, reply.End);
        Assert.StartsWith(start, Assert.Single(reply.Diagnostics), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("F(7")]
    [InlineData("F(7)); } static object X() { return (1")]
    [InlineData("")]
    [InlineData("} class X {")]
    public void Call_IsTheProblemsFault_WhenItDoesNotParse(string call)
    {
        Assert.Equal(CompileEnd.BadProblem, Compile.Calls("class S { public static int F(int a) => a; }", call).End);
    }

    [Theory]
    [InlineData("public static class R1CodeCalls { public static object Call(int i) => 7; }")]
    [InlineData("public static partial class R1CodeCalls { }")]
    [InlineData("namespace R1CodeCalls { }")]
    public void Submission_DoesNotCompile_WhenItTakesTheTablesName(string source)
    {
        var reply = Compile.Calls(source + " class S { public static int F(int a) => a; }", "F(7)");
        Assert.Equal(CompileEnd.Failed, reply.End);
    }

    [Theory]
    [InlineData(
        "namespace System { public class Object { } public class Func<T> { } public static class Console { public static void WriteLine(object o) { } } }"
    )]
    [InlineData(
        "class Object { } class Console { } class Debug { } class Math { } class List<T> { } class Func<T> { }"
    )]
    [InlineData("namespace N { class Object { } class Task { } class Enumerable { } }")]
    [InlineData("namespace N { class R1CodeCalls { public static object Call(int i) => 8; } }")]
    public void FrameworkNamesOfTheSubmission_DoNoHarm_ToTheTable(string source)
    {
        var reply = Compile.Calls(source + " class S { public static int F(int a) => a; }", "F(7)");
        Assert.Equal(7, Compile.Row(reply, 0));
    }
}
