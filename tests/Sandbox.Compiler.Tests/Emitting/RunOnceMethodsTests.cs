using System.Reflection;
using R1Code.Sandbox.Compiler.Tests.Support;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Tests.Emitting;

/// <summary>Which methods the JIT compiler is told not to optimise: those that run once and cannot come to an instruction twice.</summary>
public sealed class RunOnceMethodsTests
{
    private const BindingFlags All =
        BindingFlags.Static
        | BindingFlags.Instance
        | BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.DeclaredOnly;

    [Theory]
    [InlineData("Console.WriteLine(int.Parse(Console.ReadLine()!) + 17);", true)]
    [InlineData("if (args.Length > 0) { Console.WriteLine(1); } else { Console.WriteLine(2); }", true)]
    [InlineData(
        "try { Console.WriteLine(args[0]); } catch (Exception e) { Console.WriteLine(e); } finally { Console.WriteLine(3); }",
        true
    )]
    [InlineData(
        "switch (args.Length) { case 0: Console.Write(1); break; case 1: Console.Write(2); break; case 2: Console.Write(3); break; case 3: Console.Write(4); break; }",
        true
    )]
    [InlineData(
        "Func<int, int> square = x => { for (var i = 0; i < 3; i++) x *= x; return x; }; Console.WriteLine(square(2));",
        true
    )]
    [InlineData(
        "long big = 1L << 40; double half = .5; float third = .3f; Console.WriteLine(big * half * third);",
        true
    )]
    [InlineData("for (var i = 0; i < 3; i++) Console.WriteLine(i);", false)]
    [InlineData("foreach (var c in \"abc\") Console.WriteLine(c);", false)]
    [InlineData("while (Console.ReadLine() is { } line) Console.WriteLine(line);", false)]
    [InlineData("again: if (Console.ReadLine() != null) goto again;", false)]
    [InlineData("if (Console.ReadLine() != null) Main(args);", false)]
    [InlineData("Action<string[]> again = Main; again(args);", false)]
    [InlineData(
        "int[] a = [1, 2, 3]; System.Collections.Generic.List<int> b = [.. a, 4]; Span<int> c = [.. b, .. a]; foreach (var x in c) Console.Write(x);",
        false
    )]
    public void Entry_points_without_a_loop_are_left_unoptimised(string body, bool expected)
    {
        var program = Compile.Load(
            Compile.Program($"using System; class P {{ static void Main(string[] args) {{ {body} }} }}")
        );

        Assert.Equal(expected, IsMarked(program.EntryPoint!));
    }

    [Fact]
    public void Top_level_statements_and_the_door_to_asynchronous_ones_are_left_unoptimised()
    {
        Assert.True(IsMarked(Compile.Load(Compile.Program("System.Console.WriteLine(1);")).EntryPoint!));
        Assert.True(
            IsMarked(
                Compile.Load(Compile.Program("await System.Threading.Tasks.Task.Yield(); while (true) { }")).EntryPoint!
            )
        );
    }

    [Fact]
    public void Whatever_may_run_often_is_optimised()
    {
        var program = Compile.Load(
            Compile.Program(
                """
                static class P
                {
                    static readonly int One = System.Environment.TickCount;
                    static int Twice(int x) => 2 * x;
                    static void Main() => System.Console.WriteLine(Twice(One) + new Q().X);
                }
                class Q
                {
                    static readonly int[] Many = new int[3];
                    static Q() { for (var i = 0; i < 3; i++) Many[i] = i; }
                    public int X = Many[1];
                }
                """
            )
        );

        string[] marked =
        [
            .. program
                .GetTypes()
                .SelectMany(type => type.GetMembers(All).OfType<MethodBase>())
                .Where(IsMarked)
                .Select(method => $"{method.DeclaringType!.Name}.{method.Name}")
                .Order(StringComparer.Ordinal),
        ];

        Assert.Equal(["P..cctor", "P.Main"], marked);
    }

    [Fact]
    public void A_tables_rows_are_left_unoptimised_and_what_they_call_is_not()
    {
        var reply = Compile.Calls("static int Square(int x) => x * x;", "Square(2)", "Square(3)");
        var methods = Compile.Load(reply).GetTypes().SelectMany(type => type.GetMethods(All)).ToList();

        var rows = methods.FindAll(method => method.Name.StartsWith("__R1CodeRow", StringComparison.Ordinal));
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.True(IsMarked(row)));
        Assert.False(IsMarked(methods.Find(method => method.Name == "Square")!));
        Assert.Equal(9, Compile.Row(reply, 1));
    }

    [Fact]
    public void A_scripts_rows_are_left_unoptimised()
    {
        var reply = Compile.Script("int Square(int x) => x * x;", "Square(2)", "Square(4)");

        Assert.Contains(
            Compile.Load(reply).GetTypes().SelectMany(type => type.GetMethods(All)),
            method => method.Name.EndsWith("Row1", StringComparison.Ordinal) && IsMarked(method)
        );
        Assert.Equal(16, Compile.Row(reply, 1));
    }

    [Fact]
    public void The_mark_is_part_of_what_is_the_same_each_time()
    {
        CompileReply Once() => Compile.Program("System.Console.WriteLine(1 + 2);");

        Assert.Equal(Once().Assembly, Once().Assembly);
    }

    private static bool IsMarked(MethodBase method) =>
        method.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoOptimization);
}
