using R1Code.Sandbox.Compiler.Tests.Support;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Tests.Kinds;

public sealed class ValuesTests
{
    [Fact]
    public void Values_EvaluateWithoutASubmission_WithTheUsualUsings()
    {
        var reply = Compile.Values(
            "3",
            "\"text\"",
            "new List<int> { 1, 2 }",
            "(1, 2.5)",
            "null",
            "new Dictionary<string, int> { [\"a\"] = 1 }",
            "BigInteger.Pow(2, 3)",
            "Enumerable.Range(0, 2).Select(x => x * x).ToArray()",
            "(new List<long>(new long[]{(long)0L, (long)2L}))"
        );
        Assert.Equal(3, Compile.Row(reply, 0));
        Assert.Equal("text", Compile.Row(reply, 1));
        Assert.Equal(new List<int> { 1, 2 }, Compile.Row(reply, 2));
        Assert.Equal((1, 2.5), Compile.Row(reply, 3));
        Assert.Null(Compile.Row(reply, 4));
        Assert.Equal(new Dictionary<string, int> { ["a"] = 1 }, Compile.Row(reply, 5));
        Assert.Equal(new System.Numerics.BigInteger(8), Compile.Row(reply, 6));
        Assert.Equal(new[] { 0, 1 }, Compile.Row(reply, 7));
        Assert.Equal(new List<long> { 0, 2 }, Compile.Row(reply, 8));
    }

    [Theory]
    [InlineData("Solve(3)", "call 1 `Solve(3)`: error CS0103")]
    [InlineData("1 +", "call 1 `1 +`: ")]
    [InlineData("1); System.Console.WriteLine((2", "call 1 `1); System.Console.WriteLine((2`: ")]
    public void Value_IsTheProblemsFault_WhenItDoesNotCompile(string value, string start)
    {
        var reply = Compile.Values("1", value);
        Assert.Equal(CompileEnd.BadProblem, reply.End);
        Assert.StartsWith(start, reply.Diagnostics[0], StringComparison.Ordinal);
    }
}
