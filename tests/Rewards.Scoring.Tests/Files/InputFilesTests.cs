using System.IO.Compression;
using System.Text;
using R1Code.Rewards.Files;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Tests.Files;

public sealed class InputFilesTests : IDisposable
{
    private const string Sound = """{"id":"p1","prompt":"?","tests":[{"input":"1\n","expected":"2\n"}]}""";

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Load_ReadsEveryField()
    {
        Write(
            """{"id":"p1","prompt":"?","mode":"function","entry_point":"F","tests":[{"call":"F(1)","expected":"2"}],"checker":{"type":"floats","abs_tolerance":1e-6},"limits":{"wall_ms":2000,"cpu_ms":1000,"memory_mb":64,"output_kb":10},"answer":null,"kind":"code","metadata":{"a":[1]}}"""
        );

        var problem = Assert.Single(ProblemFile.Load(_path));

        Assert.Equal(ProblemMode.Function, problem.Mode);
        Assert.Equal(("F(1)", "2"), (problem.Tests[0].Call, problem.Tests[0].Expected));
        Assert.Equal(
            (2000, 1000, 64, 10),
            (problem.Limits.WallMs, problem.Limits.CpuMs, problem.Limits.MemoryMb, problem.Limits.OutputKb)
        );
        Assert.Equal(("floats", 1e-6), (problem.Checker.Type, problem.Checker.AbsTolerance));
        Assert.Equal("""{"a":[1]}""", problem.Metadata?.GetRawText());
    }

    [Fact]
    public void Load_ReadsGzip_WhateverTheNameSays()
    {
        using (var gzip = new GZipStream(File.Create(_path), CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(Sound + "\r\n\n" + Sound.Replace("p1", "p2", StringComparison.Ordinal)));
        }

        Assert.Equal(["p1", "p2"], ProblemFile.Load(_path).Select(p => p.Id));
    }

    [Theory]
    [InlineData("{", "1: not valid JSON at byte ")]
    [InlineData("[]", "1: expected one JSON object on this line")]
    [InlineData(
        """{"id":"p","tests":[{"input":"1","expect":"2"}]}""",
        "1: tests[0].expect: unknown key; known: call, expected, input"
    )]
    [InlineData("""{"id":"p","promt":"?","tests":[{"input":"1","expected":"2"}]}""", "1: promt: unknown key; known: ")]
    [InlineData("""{"prompt":"?"}""", "1: id: missing")]
    [InlineData("""{"id":7}""", "1: id: expected a text, found 7")]
    [InlineData("""{"id":"p","id":"q"}""", "1: id: given twice")]
    [InlineData("""{"id":"p","tests":null}""", "1: tests: expected a list, found null")]
    [InlineData(
        """{"id":"p","mode":"stdio"}""",
        "1: mode: expected one of stdin, function, script, assertions, found \"stdio\""
    )]
    [InlineData("""{"id":"p"}""", "1: tests: a code problem needs at least one test")]
    [InlineData("""{"id":"p","tests":[{"input":"1"}]}""", "1: tests[0].expected: missing")]
    [InlineData("""{"id":"p","mode":"function","tests":[{"expected":"1"}]}""", "1: tests[0].call: missing")]
    [InlineData("""{"id":"p","mode":"assertions"}""", "1: test_program: mode assertions needs a test program")]
    [InlineData("""{"id":"p","kind":"math"}""", "1: answer: a math problem needs its gold answer here")]
    [InlineData("""{"id":"p","kind":"poem"}""", "1: kind: 'poem' is unknown; known: code, math, logic")]
    [InlineData(
        """{"id":"p","limits":{"wall_ms":0},"tests":[{"input":"","expected":""}]}""",
        "1: limits.wall_ms: 0 is outside 10 to 600000"
    )]
    [InlineData(
        """{"id":"p","limits":{"memory_mb":-5},"tests":[{"input":"","expected":""}]}""",
        "1: limits.memory_mb: -5 is outside"
    )]
    [InlineData(
        """{"id":"p","limits":{"memory_mb":1e99},"tests":[]}""",
        "1: limits.memory_mb: expected a whole number, found 1e99"
    )]
    [InlineData(
        """{"id":"p","checker":{"type":"fuzzy"},"tests":[{"input":"","expected":""}]}""",
        "1: checker.type: 'fuzzy' is unknown"
    )]
    [InlineData(
        """{"id":"p","checker":{"type":"floats","abs_tolerance":-5},"tests":[{"input":"","expected":""}]}""",
        "1: checker.abs_tolerance: -5 is not 0 or more"
    )]
    [InlineData("""{"id":"\ud800"}""", "1: id: expected a text, found")]
    [InlineData("", " holds no problem")]
    public void Load_SaysWhereAndWhy(string line, string message)
    {
        Write(line);

        var error = Assert.Throws<InputFileException>(() => ProblemFile.Load(_path));

        Assert.StartsWith($"{_path}:{message}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ListsTheFaultsOfAllLines()
    {
        Write("{", Sound, """{"id":3}""", Sound);

        var error = Assert.Throws<InputFileException>(() => ProblemFile.Load(_path));

        Assert.Equal([(1, null), (3, "id"), (4, "id")], error.Faults.Select(f => (f.Line, f.Key)));
        Assert.Contains("'p1' was given in line 2 already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_BoundsTheList()
    {
        Write([.. Enumerable.Repeat("{", 1000)]);

        var error = Assert.Throws<InputFileException>(() => ProblemFile.Load(_path));

        Assert.Equal(FaultList.Most + 1, error.Faults.Count);
        Assert.Equal("and 950 more faults", error.Faults[^1].Reason);
    }

    [Fact]
    public void Load_SaysThatAFileIsMissing() =>
        Assert.Equal(
            "no/such.jsonl: there is no such file",
            Assert.Throws<InputFileException>(() => ProblemFile.Load("no/such.jsonl")).Message
        );

    [Fact]
    public void Load_NamesTheLine_WhenTheTextIsNoUtf8()
    {
        File.WriteAllBytes(
            _path,
            [.. Encoding.UTF8.GetBytes(Sound), (byte)'\n', (byte)'"', 0xff, (byte)'"', (byte)'\n']
        );

        Assert.Equal(
            $"{_path}:2: not valid UTF-8",
            Assert.Throws<InputFileException>(() => ProblemFile.Load(_path)).Message
        );
    }

    [Fact]
    public void Load_NumbersCompletionsWithoutSample()
    {
        Write(
            """{"problem_id":"a","completion":"x"}""",
            """{"problem_id":"a","completion":"y","sample":5}""",
            """{"problem_id":"a","completion":"z"}""",
            """{"problem_id":"b","completion":"z"}"""
        );

        Assert.Equal(
            [("a", 0), ("a", 5), ("a", 2), ("b", 0)],
            CompletionFile.Load(_path).Select(c => (c.ProblemId, c.Sample!.Value))
        );
    }

    [Theory]
    [InlineData("""{"problem_id":"q","completion":"x"}""", "problem_id: 'q' is none of the 1 problems")]
    [InlineData("""{"problem_id":"p","completion":"x","sample":-1}""", "sample: -1 is negative")]
    [InlineData("""{"problem_id":"p","completion":null}""", "completion: expected a text, found null")]
    [InlineData("""{"problem_id":"p","text":"x"}""", "text: unknown key; known: completion, ")]
    public void Load_RefusesCompletions(string line, string message)
    {
        Write("""{"problem_id":"p","completion":"fine"}""", line);

        var error = Assert.Throws<InputFileException>(() => CompletionFile.Load(_path, new HashSet<string> { "p" }));

        Assert.StartsWith($"{_path}:2: {message}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RefusesASampleTwice()
    {
        Write(
            """{"problem_id":"p","completion":"x","sample":1}""",
            """{"problem_id":"p","completion":"x","sample":1}"""
        );

        Assert.Equal(
            $"{_path}:2: sample: 1 of problem 'p' was given before",
            Assert.Throws<InputFileException>(() => CompletionFile.Load(_path)).Message
        );
    }

    private void Write(params string[] lines) => File.WriteAllLines(_path, lines);
}
