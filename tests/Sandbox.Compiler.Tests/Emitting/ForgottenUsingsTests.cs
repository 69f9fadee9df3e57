using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using R1Code.Sandbox.Compiler.Emitting;

namespace R1Code.Sandbox.Compiler.Tests.Emitting;

public sealed class ForgottenUsingsTests
{
    [Theory]
    [InlineData("class P { static int F(int x) => Math.Abs(x); }")]
    [InlineData("class P { static List<int> F() => new(); }")]
    [InlineData("Console.WriteLine(1);")]
    [InlineData(
        "class P { int F(int[] a) { foreach (var x in a) { Console.Write(x); } return new Random().Next(); } }"
    )]
    [InlineData("class P { System.Func<int> F() => () => Convert.ToInt32(\"1\"); }")]
    public void AreCertain_WhereAWellKnownTypeIsUsedWithoutAnyUsing(string source)
    {
        var compilation = Of(source);

        Assert.True(ForgottenUsings.AreCertain(compilation, TestContext.Current.CancellationToken));
        Assert.Contains(compilation.GetDiagnostics(TestContext.Current.CancellationToken), IsMissingName);
    }

    // Each compiles as it is, or fails for another reason than a using: nothing is certain from the grammar.
    [Theory]
    [InlineData("using System; class P { static int F(int x) => Math.Abs(x); }")]
    [InlineData("class P { static int F(int x) => System.Math.Abs(x); }")]
    [InlineData("class Math { public static int Abs(int x) => x; } class P { static int F(int x) => Math.Abs(x); }")]
    [InlineData("class P { static int F(int Random) => Random; }")]
    [InlineData("class P { static int F() { (int Queue, int b) t = (1, 2); return t.Queue; } }")]
    [InlineData("class P { object F() => new { List = 1 }; }")]
    [InlineData("class P { int F(int Stack = 1) => F(Stack: 2); }")]
    [InlineData("class P { static int F<Tuple>(Tuple t) where Tuple : struct => 1; }")]
    [InlineData("enum E { Array } class P { E F() => E.Array; }")]
    [InlineData("class A { protected class List { } } class B : A { List F() => null; }")]
    [InlineData("namespace N { class Console { } } class P { N.Console F() => null; }")]
    [InlineData("class P { string F(System.Threading.Tasks.Task t) => t.Exception?.Message; }")]
    [InlineData("class P { static int F(int x) { goto Array; Array: return x; } }")]
    [InlineData("class P { static int F(int x) => x + 1; }")]
    public void AreCertain_IsFalse_WhereTheNameMayMeanSomethingElse(string source) =>
        Assert.False(ForgottenUsings.AreCertain(Of(source), TestContext.Current.CancellationToken));

    [Fact]
    public void AreCertain_IsFalse_WhereTheCompilationBringsUsings()
    {
        var compilation = Of("class P { static int F(int x) => Math.Abs(x); }");

        Assert.False(
            ForgottenUsings.AreCertain(
                compilation.WithOptions(compilation.Options.WithUsings("System")),
                TestContext.Current.CancellationToken
            )
        );
    }

    private static CSharpCompilation Of(string source) =>
        ReferenceSet
            .Create(OutputKind.ConsoleApplication, allowUnsafe: false)
            .AddSyntaxTrees(
                CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)
            );

    private static bool IsMissingName(Diagnostic diagnostic) => diagnostic.Id is "CS0103" or "CS0246";
}
