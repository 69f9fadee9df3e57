using R1Code.Sandbox.Compiler.Tests.Support;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Tests.Kinds;

public sealed class ProgramTests
{
    [Theory]
    [InlineData("using System; class Program { static void Main() { Console.WriteLine(1); } }")]
    [InlineData("namespace A.B; class Program { public static int Main(string[] args) => args.Length; }")]
    [InlineData(
        "class P { static async System.Threading.Tasks.Task Main() { await System.Threading.Tasks.Task.Yield(); } }"
    )]
    [InlineData("System.Console.WriteLine(args.Length); return 3;")]
    [InlineData("await System.Threading.Tasks.Task.Delay(1);")]
    [InlineData("int Twice(int x) => 2 * x; System.Console.WriteLine(Twice(4));")]
    [InlineData("class P { unsafe static void Main() { int x = 1; int* p = &x; *p = 2; } }")]
    [InlineData("class P {\r\n static void Main() {\r\n }\r\n}")]
    [InlineData("#if ONLINE_JUDGE && NET8_0_OR_GREATER && !DEBUG\nclass P { static void Main() { } }\n#endif")]
    public void WholePrograms_Compile_AsTheyAre(string source)
    {
        var reply = Compile.Program(source);
        Assert.Equal(EntryKind.Main, reply.Entry);
        Assert.NotNull(Compile.Load(reply).EntryPoint);
    }

    [Theory]
    [InlineData("class P { static void Main() { Console.WriteLine(1); } }")]
    [InlineData(
        "using System; class P { static void Main() { var a = new List<int>(); Console.WriteLine(a.Sum()); } }"
    )]
    [InlineData("class P { static void Main() { var q = from x in new[] { 1 } select x; } }")]
    [InlineData(
        "using System.Collections; class P { static IEnumerable<int> F() { yield return 1; } static void Main() { } }"
    )]
    [InlineData("var b = BigInteger.Pow(2, 100); Console.WriteLine(b);")]
    [InlineData("class P { static async Task Main() { await Task.Run(() => new StringBuilder()); } }")]
    [InlineData(
        "Console.WriteLine(Regex.Replace(\"a\", \"b\", \"c\") + CultureInfo.InvariantCulture + new Stopwatch());"
    )]
    public void Programs_Compile_WhenTheirUsingsWereForgotten(string source)
    {
        Assert.Equal(CompileEnd.Compiled, Compile.Program(source).End);
    }

    [Theory]
    [InlineData(
        "class Timer { } class Vector { } class Complex { } class P { static void Main() { new Timer(); new Vector(); Console.WriteLine(new Complex()); } }"
    )]
    [InlineData("using System.Timers; class P { static Timer t; static void Main() { Console.WriteLine(t); } }")]
    [InlineData(
        "using Geo; namespace Geo { class Vector<T> { public int X; } class Complex { public int Y; } } class P { static void Main() { Console.WriteLine(new Vector<int>().X + new Complex().Y); } }"
    )]
    [InlineData(
        "using System; using System.Threading; using System.Timers; class P { static void Main() { Console.WriteLine(new System.Timers.Timer()); } }"
    )]
    public void NamesOfTheAuthor_Win_OverAddedUsings(string source)
    {
        var reply = Compile.Program(source);
        Assert.True(reply.End == CompileEnd.Compiled, string.Join("\n", reply.Diagnostics));
    }

    [Fact]
    public void AmbiguityOfTheAuthor_IsAnError_AsItIsEverywhere()
    {
        var reply = Compile.Program(
            "using System.Threading; using System.Timers; class P { static Timer t; static void Main() { } }"
        );
        Assert.Equal(CompileEnd.Failed, reply.End);
        Assert.Contains("CS0104", Assert.Single(reply.Diagnostics), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("static void Main(string[] args) { Console.WriteLine(Twice(1)); }\nstatic int Twice(int x) => 2 * x;")]
    [InlineData(
        "using System;\npublic static void Main() { Console.WriteLine(Twice(1)); }\nprivate static int Twice(int x) { return 2 * x; }"
    )]
    [InlineData("int calls = 0;\nvoid Main() { calls++; }")]
    public void BareMethods_BecomeAClass_WhenOneIsMain(string source)
    {
        Assert.Equal("Program", Compile.EntryClass(Compile.Program(source)));
    }

    [Theory]
    [InlineData(
        "class Draft { static void Main() { } } class Program { static void Main() { } } class Other { static void Main() { } }",
        "Program"
    )]
    [InlineData(
        "class A { static void Main() { } } namespace N { class B { class C { static void Main(string[] a) { } } } }",
        "N.B+C"
    )]
    public void SeveralMains_AreNoError_OneIsChosen(string source, string expected)
    {
        Assert.Equal(expected, Compile.EntryClass(Compile.Program(source)));
    }

    [Fact]
    public void Files_CompileTogether_AndDiagnosticsNameTheFile()
    {
        Assert.Equal(
            CompileEnd.Compiled,
            Compile
                .Program("class A { static void Main() => B.Run(); }", "class B { public static void Run() { } }")
                .End
        );
        var reply = Compile.Program("class A { static void Main() => B.Run(); }", "class B {\n  int x = \"a\";\n }");
        Assert.Equal(
            [
                "f0.cs(1,35): error CS0117: 'B' does not contain a definition for 'Run'",
                "f1.cs(2,11): error CS0029: Cannot implicitly convert type 'string' to 'int'",
            ],
            reply.Diagnostics
        );
    }

    [Fact]
    public void Diagnostics_UseTheSubmissionsLines_WhateverLineSays()
    {
        var reply = Compile.Program("class A\n{\n#line 900 \"secret.cs\"\n  static void Main() { int x = }\n}");
        Assert.Equal(
            ["(4,32): error CS1525: Invalid expression term '}'", "(4,32): error CS1002: ; expected"],
            reply.Diagnostics.Order(StringComparer.Ordinal).Reverse()
        );
    }

    [Fact]
    public void Diagnostics_KeepTheirPlace_WhenMethodsWereWrapped()
    {
        var reply = Compile.Program("using System;\nstatic void Main() { int x = 1.5; }\n   static int F() => true;");
        Assert.Equal(
            [
                "(2,30): error CS0266: Cannot implicitly convert type 'double' to 'int'. An explicit conversion exists (are you missing a cast?)",
                "(3,22): error CS0029: Cannot implicitly convert type 'bool' to 'int'",
            ],
            reply.Diagnostics
        );
    }

    [Fact]
    public void Diagnostics_AreFewShortAndClean_WhateverTheTextHolds()
    {
        var errors = string.Concat(Enumerable.Range(0, 500).Select(i => $"int x{i} = \"\";\n"));
        var reply = Compile.Program($"{errors} A\u001b[31m\ud800\0B {new string('z', 5000)}();");
        Assert.Equal(CompileEnd.Failed, reply.End);
        Assert.InRange(reply.Diagnostics.Count, 2, 20);
        Assert.All(
            reply.Diagnostics,
            d => Assert.True(d.Length <= 300 && !d.Any(char.IsControl) && !d.Any(char.IsSurrogate), d)
        );
    }

    [Fact]
    public void LanguageVersion_IsTheProblemsChoice_AndMustExist()
    {
        var source = Compile.Of(
            CompileKind.Program,
            "class A { string field; string P => field; static void Main() { var (a, b) = (1, 2); } }"
        );
        Assert.Equal(CompileEnd.Compiled, Compile.Request(source with { LanguageVersion = "13.0" }).End);
        Assert.Equal(CompileEnd.Failed, Compile.Request(source with { LanguageVersion = "6" }).End);
        Assert.Equal(CompileEnd.BadProblem, Compile.Request(source with { LanguageVersion = "9000" }).End);
    }

    [Fact]
    public void ForgottenUsings_AreAdded_WhereTheLanguageHasNoGlobalOnes()
    {
        var source = Compile.Of(
            CompileKind.Program,
            "#define X\nclass A { static void Main() { Console.WriteLine(new List<int>().Count); } }"
        );
        Assert.Equal(CompileEnd.Compiled, Compile.Request(source with { LanguageVersion = "7.3" }).End);
    }

    [Fact]
    public void UnsafeCode_IsAnError_UnlessAllowed()
    {
        var source = Compile.Of(CompileKind.Program, "class A { static unsafe void Main() { } }");
        Assert.Equal(CompileEnd.Failed, Compile.Request(source with { AllowUnsafe = false }).End);
    }

    [Fact]
    public void EqualSources_GiveEqualBytes_Always()
    {
        const string Source = "var x = new { A = 1 }; System.Console.WriteLine(x);";
        Assert.Equal(Compile.Program(Source).Assembly, Compile.Program(Source).Assembly);
    }
}
