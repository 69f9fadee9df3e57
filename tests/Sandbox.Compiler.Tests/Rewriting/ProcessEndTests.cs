using R1Code.Sandbox.Compiler.Tests.Support;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Tests.Rewriting;

/// <summary>The replacements are set for the whole process, so these tests stand in one class and run one after another.</summary>
public sealed class ProcessEndTests : IDisposable
{
    private readonly List<string> _calls = [];

    public ProcessEndTests()
    {
        AppContext.SetData("r1code.exit", (Action<int>)(code => _calls.Add($"exit {code}")));
        AppContext.SetData("r1code.finalizers", (Action)(() => _calls.Add("finalizers")));
    }

    public void Dispose()
    {
        AppContext.SetData("r1code.exit", null);
        AppContext.SetData("r1code.finalizers", null);
    }

    [Theory]
    [InlineData("Environment.Exit(3);")]
    [InlineData("System.Environment.Exit(3);")]
    [InlineData("global::System.Environment . Exit (3);")]
    [InlineData("Exit(3);")]
    [InlineData("E.Exit(3);")]
    [InlineData("Action<int> f = Environment.Exit; f(3);")]
    [InlineData("new[] { 3 }.ToList().ForEach(Environment.Exit);")]
    [InlineData("Environment.\\u0045xit(3);")]
    [InlineData("Environment.@Exit(exitCode: 3);")]
    [InlineData("Console.WriteLine(nameof(Environment.Exit)); Environment.Exit(1 + 2);")]
    public void Exit_IsRedirected_HoweverItIsNamed(string statement)
    {
        Run(
            $"using System; using System.Linq; using static System.Environment; using E = System.Environment; class S {{ public static void F() {{ {statement} }} }}"
        );
        Assert.Equal(["exit 3"], _calls);
    }

    [Fact]
    public void Exit_IsRedirected_WhereTheUsingWasForgotten()
    {
        Run("class S { public static void F() { Environment.Exit(3); } }");
        Assert.Equal(["exit 3"], _calls);
    }

    [Theory]
    [InlineData("GC.Collect(); GC.WaitForPendingFinalizers();")]
    [InlineData("Action f = GC.WaitForPendingFinalizers; f();")]
    public void WaitingForFinalizers_IsRedirected(string statement)
    {
        Run($"using System; class S {{ public static void F() {{ {statement} }} }}");
        Assert.Equal(["finalizers"], _calls);
    }

    [Fact]
    public void OwnMethods_AreLeftAlone_WhoseNamesAreTheSame()
    {
        Run(
            "class Environment { public static void Exit(int x) { } } class GC { public static void WaitForPendingFinalizers() { } } class S { public static void F() { Environment.Exit(1); GC.WaitForPendingFinalizers(); Exit(2); } static void Exit(int x) { } }"
        );
        Assert.Empty(_calls);
    }

    [Fact]
    public void Script_IsRedirectedToo()
    {
        Compile.Row(Compile.Script("void F() => Environment.Exit(3);", "F()"), 0);
        Assert.Equal(["exit 3"], _calls);
    }

    [Fact]
    public void Program_IsRedirectedToo_AndFallsBackToTheRealOnes()
    {
        var reply = Compile.Program("Console.WriteLine(1); Environment.Exit(4);");
        Compile.Load(reply).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        Assert.Equal(["exit 4"], _calls);
        AppContext.SetData("r1code.finalizers", null);
        Run("class S { public static void F() { System.GC.WaitForPendingFinalizers(); } }");
        Assert.Equal(["exit 4"], _calls);
    }

    [Fact]
    public void Diagnostics_KeepTheirColumns_WhereCallsAreRedirected()
    {
        var reply = Compile.Program("class P { static void Main() { System.Environment.Exit(1); int x = \"\"; } }");
        Assert.Equal(CompileEnd.Failed, reply.End);
        Assert.Equal(["(1,68): error CS0029: Cannot implicitly convert type 'string' to 'int'"], reply.Diagnostics);
    }

    private static void Run(string source) => Compile.Row(Compile.Calls(source, "S.F()"), 0);
}
