using R1Code.Sandbox.Compiler.Tests.Support;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Tests.Kinds;

public sealed class ScriptTests
{
    [Theory]
    [InlineData("int F(int x) => x;")]
    [InlineData("using System;\nvar offset = 3;\nint F(int x) { return x + offset - 3; }\nConsole.Write(\"\");")]
    [InlineData("int F(int x) => x;\nF(3)")]
    [InlineData("int F(int x) => x; // the end")]
    [InlineData("int F(int x) => x;\nreturn F(3);")]
    [InlineData("var table = Enumerable.Range(0, 10).ToList();\nawait Task.Yield();\nint F(int x) => table[x];")]
    [InlineData("static int F(int x) => x; class R1CodeCalls { public static object Call(int i) => 8; }")]
    public void Calls_RunAfterTheScriptsBody_InItsScope(string source)
    {
        Assert.Equal(7, Compile.Row(Compile.Script(source, "F(7)"), 0));
    }

    [Fact]
    public void Rows_SeeVariablesAndTakeForms_AsCallsDo()
    {
        var reply = Compile.Script(
            "var log = new List<int>(); void Add(int x) => log.Add(x); Span<int> S() => new[] { 1 }; Add(1);",
            "log",
            "Add(2)",
            "S()",
            "Add(2); return log;"
        );
        Assert.Equal(new List<int> { 1 }, Compile.Row(reply, 0));
        Assert.Null(Compile.Row(reply, 1));
        Assert.Equal(new[] { 1 }, Compile.Row(reply, 2));
        Assert.Equal(new List<int> { 1, 2 }, Compile.Row(reply, 3));
    }

    [Fact]
    public void Script_ThrowsFromTheCall_WhenItsBodyThrows()
    {
        var reply = Compile.Script("throw new FormatException();", "1");
        Assert.Throws<FormatException>(() => Compile.Row(reply, 0));
    }

    [Fact]
    public void Diagnostics_TellScriptAndCallApart_InTheScriptsLines()
    {
        Assert.Equal(
            ["(2,9): error CS0029: Cannot implicitly convert type 'string' to 'int'"],
            Compile.Script("int F(int x) => x;\nint y = \"\";", "F(1)").Diagnostics
        );
        var reply = Compile.Script("int F(int x) => x;", "F(1)", "G(1)");
        Assert.Equal(
            ["call 1 `G(1)`: error CS0103: The name 'G' does not exist in the current context"],
            reply.Diagnostics
        );
    }
}
