using System.Text.Json;
using R1Code.Sandbox.Compiler.Tests.Support;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Compiler.Tests.Asserting;

/// <summary>
/// Published problem sets, read from <c>../shared/data</c> beside the repository or from <c>R1CODE_SAMPLES</c>; skipped
/// where they are not.
/// </summary>
public sealed class SampleSetsTests
{
    [Fact]
    public void MxevalReferences_GiveTheVerdictTheirAuthorsProgramsGive()
    {
        var compared = 0;
        foreach (var row in Rows("mxeval_mbcsp_100.jsonl"))
        {
            var source = Text(row, "prompt") + Text(row, "canonical_solution");
            var reply = Assertions(source, Text(row, "test"), Text(row, "entry_point"));
            Assert.True(
                reply.End == CompileEnd.Compiled,
                $"{Text(row, "task_id")}: {string.Join("\n", reply.Diagnostics)}"
            );
            Assert.All(reply.Assertions, a => Assert.NotNull(a.ExpectedExpression));
            var values = Compile.Values([.. reply.Assertions.Select(a => a.ExpectedExpression!)]);
            var passed = reply.Assertions.All(a =>
                Json(() => Compile.Row(reply, a.ActualCall)) == Json(() => Compile.Row(values, a.ActualCall))
            );
            Assert.Equal(
                (Text(row, "task_id"), Text(row, "reference_verdict") == "accepted"),
                (Text(row, "task_id"), passed)
            );
            compared += reply.Assertions.Count;
        }

        Assert.Equal(300, compared);
    }

    [Fact]
    public void MultiPlETests_SplitWhole_WithAnyBody()
    {
        foreach (var row in Rows("multipl_e_humaneval_cs_40.jsonl"))
        {
            var source = Text(row, "prompt") + "        throw new System.NotImplementedException();\n";
            var reply = Assertions(source, Text(row, "test"), Text(row, "entry_point"));
            Assert.True(
                reply.End == CompileEnd.Compiled,
                $"{Text(row, "task_id")}: {string.Join("\n", reply.Diagnostics)}"
            );
            Assert.Equal(Text(row, "test").Split("Debug.Assert(").Length - 1, reply.Assertions.Count);
            // "F(x) == true" is the row "F(x)", which must be true: no expected value to hide.
            Assert.Equal(
                Text(row, "test").Split(" == (true)").Length - 1,
                reply.Assertions.Count(a => a.ExpectedExpression is null)
            );
            var values = Compile.Values([.. reply.Assertions.Select(a => a.ExpectedExpression).OfType<string>()]);
            Assert.True(values.End == CompileEnd.Compiled, string.Join("\n", values.Diagnostics));
        }
    }

    private static CompileReply Assertions(string source, string test, string entryPoint) =>
        Compile.Request(
            new CompileRequest
            {
                Kind = CompileKind.Assertions,
                Sources = [new SourceFile("main.cs", source)],
                TestProgram = test,
                EntryPoint = entryPoint,
            }
        );

    private static string Json(Func<object?> value)
    {
        try
        {
            return JsonSerializer.Serialize(value());
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.GetType().Name;
        }
    }

    private static JsonElement[] Rows(string file)
    {
        var folder = Environment.GetEnvironmentVariable("R1CODE_SAMPLES") ?? BesideRepository();
        var path = Path.Combine(folder, file);
        Assert.SkipUnless(File.Exists(path), $"{path} is not there");
        return [.. File.ReadLines(path).Select(line => JsonDocument.Parse(line).RootElement)];
    }

    private static string BesideRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "R1Code.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder?.Parent?.FullName ?? "", "shared", "data");
    }

    private static string Text(JsonElement row, string name) => row.GetProperty(name).GetString() ?? "";
}
