using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Parquet.Schema;
using Parquet.Serialization;
using R1Code.Rewards.Files;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Tests.Files;

public sealed class ForeignFormatsTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Load_ReadsMultiPlE()
    {
        var problem = LoadOne(
            new
            {
                name = "He_1_add",
                language = "cs",
                prompt = "using System;\nusing System.Linq;\nclass Problem {\n    // Adds.\n    public static long Add(long a) {\n",
                tests = "    }\n    public static void Main(string[] args) {\n    Debug.Assert(Add((1L)) == (2L));\n    }\n\n}\n",
                stop_tokens = new[] { "\n    }\n" },
            }
        );

        Assert.Equal(("He_1_add", ProblemMode.Assertions, "Add"), (problem.Id, problem.Mode, problem.EntryPoint));
        Assert.Equal(["\n    }\n"], problem.StopTokens);
        Assert.Equal(
            "using System;\nusing System.Linq;\nusing static Problem;\n\npublic static class Tests\n{\n    public static void Main(string[] args) {\n    Debug.Assert(Add((1L)) == (2L));\n    }\n}\n",
            problem.TestProgram
        );
    }

    [Fact]
    public void Load_ReadsMxeval()
    {
        var problem = LoadOne(
            new
            {
                task_id = "MBCSP/1",
                prompt = "using System;\n\nnamespace Solution\n{\n    public class Program\n    {\n        public static bool Odd (int n) \n        {",
                test = "\n\n        public static void Main(string[] args)\n        {\n            var x = Odd(3); if (!x) {throw new Exception(\"}\");}\n        }\n    }\n}\n",
                entry_point = "Odd",
                canonical_solution = "\n return n % 2 == 1; }",
                language = "csharp",
            }
        );

        Assert.Equal(("MBCSP/1", "Odd"), (problem.Id, problem.EntryPoint));
        Assert.StartsWith(
            "using System;\nusing static Solution.Program;\n",
            problem.TestProgram,
            StringComparison.Ordinal
        );
        Assert.EndsWith("throw new Exception(\"}\");}\n        }\n}\n", problem.TestProgram, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Load_ReadsOpenR1_AsObjectOrText(bool asText)
    {
        var info = new
        {
            language = "python",
            test_cases = new[]
            {
                new
                {
                    input = "1\n",
                    output = "2\n",
                    type = "stdin_stdout",
                },
            },
        };

        var problem = LoadOne(
            new
            {
                problem_id = "v1",
                prompt = "Add one.",
                verification_info = asText ? (object)JsonSerializer.Serialize(info) : info,
            }
        );

        Assert.Equal(("v1", "Add one.", ProblemMode.Stdin), (problem.Id, problem.Prompt, problem.Mode));
        Assert.Equal(new ProblemTest { Input = "1\n", Expected = "2\n" }, Assert.Single(problem.Tests));
    }

    [Fact]
    public void Load_TurnsFunctionCallsIntoExpressions()
    {
        var problem = LoadOne(
            new
            {
                problem_id = "v2",
                prompt = "?",
                verification_info = new
                {
                    test_cases = new[]
                    {
                        new
                        {
                            input = "[[1, 2], \"a\\n\\\"b\\\"\", 3000000000, 0.5, []]",
                            output = "[[1], [2]]",
                            type = "function_call",
                            fn_name = "Solve",
                        },
                    },
                },
            }
        );

        Assert.Equal(
            new ProblemTest
            {
                Call = "Solve([1, 2], \"a\\n\\\"b\\\"\", 3000000000L, 0.5d, [])",
                Expected = "new[] { new[] { 1 }, new[] { 2 } }",
            },
            Assert.Single(problem.Tests)
        );
    }

    [Fact]
    public void Load_ReadsCodeforces()
    {
        var problem = LoadOne(
            new
            {
                id = "852/A",
                title = "Digits",
                description = "Given N…",
                examples = new[] { new { input = "1", output = "1" } },
                official_tests = new[] { new { input = "2", output = "4" } },
                time_limit = 1.5,
                memory_limit = 512.0,
                generated_checker = "import sys",
            }
        );

        Assert.Equal(
            ("852/A", "tokens", 3000, 512),
            (problem.Id, problem.Checker.Type, problem.Limits.WallMs, problem.Limits.MemoryMb)
        );
        Assert.Equal("4", Assert.Single(problem.Tests).Expected);
        Assert.Equal("Digits\n\nGiven N…\n\nExample input\n1\n\nExample output\n1", problem.Prompt);
        Assert.Equal("{\"needs_checker\":true}", problem.Metadata?.GetRawText());
    }

    [Fact]
    public void Load_ReadsLiveCodeBench_WithPackedPrivateTests()
    {
        var problem = LoadOne(
            new
            {
                question_id = "abc1",
                question_content = "Sum",
                starter_code = "",
                public_test_cases = "[{\"input\":\"1 2\",\"output\":\"3\",\"testtype\":\"stdin\"}]",
                private_test_cases = Pack("[{\"input\":\"2 2\",\"output\":\"4\",\"testtype\":\"stdin\"}]"),
                metadata = "{}",
            }
        );

        Assert.Equal(["3", "4"], problem.Tests.Select(t => t.Expected));
    }

    [Fact]
    public void Load_ReadsLiveCodeBench_ThatCallsAMethod()
    {
        var problem = LoadOne(
            new
            {
                question_id = "lc1",
                question_content = "Sum",
                starter_code = "class Solution:\n    def total(self, a: List[int], b: int) -> int:",
                public_test_cases = "[{\"input\":\"[1, 2]\\n3\",\"output\":\"6\",\"testtype\":\"functional\"}]",
                private_test_cases = "[]",
                metadata = "{\"func_name\":\"total\"}",
            }
        );

        Assert.Equal(ProblemMode.Function, problem.Mode);
        Assert.Equal(
            new ProblemTest { Call = "new Solution().total([1, 2], 3)", Expected = "6" },
            Assert.Single(problem.Tests)
        );
        Assert.Contains("def total(self", problem.Prompt, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ReadsCommonOj()
    {
        var problem = LoadOne(
            new
            {
                id = 7,
                content = "Echo",
                labels = new { },
                test = new[] { new { input = new { stdin = "a" }, output = new { stdout = "a\n" } } },
            }
        );

        Assert.Equal(("7", "Echo"), (problem.Id, problem.Prompt));
        Assert.Equal(new ProblemTest { Input = "a", Expected = "a\n" }, Assert.Single(problem.Tests));
    }

    [Theory]
    [InlineData("""{"name":"a","language":"py","prompt":"x","tests":"y"}""", "language: 'py' is not C#")]
    [InlineData("""{"problem_id":"a","verification_info":"{"}""", "verification_info.test_cases: there are none")]
    [InlineData(
        """{"problem_id":"a","verification_info":{"test_cases":[{"input":"1"}]}}""",
        "verification_info.test_cases[0]: has no form as a C# test"
    )]
    [InlineData("""{"id":"a","official_tests":[]}""", "official_tests: there are none, and no examples either")]
    [InlineData(
        """{"question_id":"a","public_test_cases":"[]","private_test_cases":"%%%"}""",
        "private_test_cases: neither a JSON list nor a packed one"
    )]
    [InlineData("""{"id":"a","test":[{"input":{"stdin":"1"}}]}""", "test[0].output.stdout: missing")]
    public void Load_SaysWhatAForeignRowLacks(string row, string message)
    {
        File.WriteAllText(_path, row);

        Assert.Equal($"{_path}:1: {message}", Assert.Throws<InputFileException>(() => ProblemFile.Load(_path)).Message);
    }

    [Fact]
    public async Task Load_ReadsParquet_WithNestedColumns()
    {
        var schema = new ParquetSchema(
            new DataField<string>("id"),
            new DataField<double>("time_limit"),
            new ListField(
                "official_tests",
                new StructField("element", new DataField<string>("input"), new DataField<string>("output"))
            )
        );
        var rows = new List<IDictionary<string, object?>>
        {
            new Dictionary<string, object?>
            {
                ["id"] = "1/A",
                ["time_limit"] = 2.0,
                ["official_tests"] = new List<IDictionary<string, object?>>
                {
                    new Dictionary<string, object?> { ["input"] = "1", ["output"] = "2" },
                    new Dictionary<string, object?> { ["input"] = "3", ["output"] = "4" },
                },
            },
        };
        await using (var file = File.Create(_path))
        {
            await ParquetSerializer.SerializeUntypedAsync(
                rows!,
                schema,
                file,
                cancellationToken: TestContext.Current.CancellationToken
            );
        }

        var problem = Assert.Single(ProblemFile.Load(_path));

        Assert.Equal("1/A", problem.Id);
        Assert.Equal([("1", "2"), ("3", "4")], problem.Tests.Select(t => (t.Input!, t.Expected!)));
    }

    [Fact]
    public void Load_SaysThatAParquetFileIsDamaged()
    {
        File.WriteAllBytes(_path, [.. "PAR1"u8, 1, 2, 3, 4, 5, 6, 7, 8, .. "PAR1"u8]);

        Assert.StartsWith(
            $"{_path}:1: cannot be read as Parquet: ",
            Assert.Throws<InputFileException>(() => ProblemFile.Load(_path)).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("multipl_e_humaneval_cs_40.jsonl", 40)]
    [InlineData("mxeval_mbcsp_100.jsonl", 100)]
    public void Load_ReadsPublicSets(string name, int count)
    {
        var path = SampleData.Require(name);

        var problems = ProblemFile.Load(path);

        Assert.Equal(count, problems.Count);
        foreach (var (problem, row) in problems.Zip(File.ReadLines(path)))
        {
            Assert.Contains("using static ", problem.TestProgram, StringComparison.Ordinal);
            Assert.Contains(problem.EntryPoint!, problem.TestProgram, StringComparison.Ordinal);
            using var document = JsonDocument.Parse(row);
            if (document.RootElement.GetProperty("canonical_solution").GetString() is { } solution)
            {
                var code = CodeExtractor.Extract(solution, problem).Code!;
                Assert.StartsWith(problem.CodePrefix!, code, StringComparison.Ordinal);
                Assert.Equal(code.Count(c => c == '{'), code.Count(c => c == '}'));
            }
        }
    }

    private static string Pack(string json)
    {
        var text = Encoding.UTF8.GetBytes(json);
        byte[] pickle =
        [
            0x80,
            4,
            0x95,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            (byte)'X',
            .. BitConverter.GetBytes(text.Length),
            .. text,
            (byte)'.',
        ];
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            zlib.Write(pickle);
        }

        return Convert.ToBase64String(packed.ToArray());
    }

    private Problem LoadOne(object row)
    {
        File.WriteAllText(_path, JsonSerializer.Serialize(row));
        return Assert.Single(ProblemFile.Load(_path));
    }
}
