using R1Code.Cli.Tests.Running;

namespace R1Code.Cli.Tests.Verbs;

/// <summary>Faulty files end with code 2 and a message with file, line and reason, before any container is started.</summary>
public sealed class BadInputTests : IDisposable
{
    private const string GoodProblem = """{"id":"p","tests":[{"input":"","expected":"1"}]}""";
    private const string GoodCompletion = """{"problem_id":"p","completion":"x"}""";

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("problems.jsonl:2", "not valid JSON", GoodProblem + "\n{\"id\":", GoodCompletion)]
    [InlineData(
        "problems.jsonl:1: colour",
        "unknown",
        """{"id":"p","colour":1,"tests":[{"expected":"1"}]}""",
        GoodCompletion
    )]
    [InlineData("problems.jsonl:1: tests", "at least one test", """{"id":"p","tests":[]}""", GoodCompletion)]
    [InlineData(
        "problems.jsonl:1: limits.wall_ms",
        "outside",
        """{"id":"p","tests":[{"expected":"1"}],"limits":{"wall_ms":0}}""",
        GoodCompletion
    )]
    [InlineData(
        "problems.jsonl:1: limits.memory_mb",
        "outside",
        """{"id":"p","tests":[{"expected":"1"}],"limits":{"memory_mb":99999999}}""",
        GoodCompletion
    )]
    [InlineData(
        "problems.jsonl: problem 'p': limits.memory_mb is 16384",
        "it must be 16 to",
        """{"id":"p","tests":[{"expected":"1"}],"limits":{"memory_mb":16384}}""",
        GoodCompletion
    )]
    [InlineData("problems.jsonl:2: id", "line 1", GoodProblem + "\n" + GoodProblem, GoodCompletion)]
    [InlineData("problems.jsonl", "holds no problem", "\n", GoodCompletion)]
    [InlineData(
        "completions.jsonl:1: problem_id",
        "'q' is none",
        GoodProblem,
        """{"problem_id":"q","completion":"x"}"""
    )]
    [InlineData("completions.jsonl:2", "not valid JSON", GoodProblem, GoodCompletion + "\nnonsense")]
    [InlineData("completions.jsonl:1: completion", "missing", GoodProblem, """{"problem_id":"p"}""")]
    public async Task Score_NamesThePlaceAndTheReason(string place, string reason, string problems, string completions)
    {
        var score = _folder["scores.jsonl"];

        var result = await CliProcess.RunAsync(
            "score",
            "--problems",
            _folder.Write("problems.jsonl", problems),
            "--completions",
            _folder.Write("completions.jsonl", completions),
            "--out",
            score
        );

        result.ShouldEndWith(2);
        Assert.Contains(place, result.Error, StringComparison.Ordinal);
        Assert.Contains(reason, result.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(["completions.jsonl", "problems.jsonl"], FilesIn(_folder.Path));
    }

    [Theory]
    [InlineData("rewards: {code: much}\n", "rewards.code")]
    [InlineData("rewards: {beauty: 1}\n", "rewards.beauty")]
    [InlineData("reward: {code: 1}\n", "reward")]
    [InlineData("rewards: [\n", "rewards.yaml:")]
    public async Task Score_NamesTheKeyOfARewardsFile(string yaml, string key)
    {
        var result = await CliProcess.RunAsync(
            "score",
            "--problems",
            _folder.Write("problems.jsonl", GoodProblem),
            "--completions",
            _folder.Write("completions.jsonl", GoodCompletion),
            "--rewards",
            _folder.Write("rewards.yaml", yaml)
        );

        result.ShouldEndWith(2);
        Assert.Contains("rewards.yaml", result.Error, StringComparison.Ordinal);
        Assert.Contains(key, result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("judge", "nowhere.cs", "--problem", "problem.json")]
    [InlineData("judge", "program.cs", "--problem", "nowhere.json")]
    [InlineData("score", "--problems", "nowhere.jsonl", "--completions", "completions.jsonl")]
    [InlineData("score", "--problems", "problem.json", "--completions", "nowhere.jsonl")]
    [InlineData(
        "score",
        "--problems",
        "problem.json",
        "--completions",
        "completions.jsonl",
        "--rewards",
        "nowhere.yaml"
    )]
    [InlineData(
        "score",
        "--problems",
        "problem.json",
        "--completions",
        "completions.jsonl",
        "--out",
        "nowhere/s.jsonl"
    )]
    [InlineData("train", "nowhere.yaml")]
    [InlineData("eval", "--model", "nowhere", "--problems", "problem.json")]
    [InlineData("sample", "--model", "nowhere", "--prompt", "x")]
    [InlineData("serve", "--api-key-file", "nowhere.txt")]
    public async Task MissingFile_IsNamed(params string[] args)
    {
        _folder.Write("problem.json", GoodProblem);
        _folder.Write("program.cs", "return;");
        _folder.Write("completions.jsonl", GoodCompletion);

        using var cli = CliProcess.Start(args, folder: _folder.Path);
        var result = (await cli.WaitAsync()).ShouldEndWith(2);

        Assert.Contains("nowhere", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Judge_AsksWhichProblem_WhereAFileHasSeveral()
    {
        var problems = _folder.Write(
            "p.jsonl",
            GoodProblem + "\n" + GoodProblem.Replace("\"p\"", "\"q\"", StringComparison.Ordinal)
        );
        var program = _folder.Write("a.cs", "return;");

        var unnamed = (await CliProcess.RunAsync("judge", program, "--problem", problems)).ShouldEndWith(2);
        var unknown = (await CliProcess.RunAsync("judge", program, "--problem", problems, "--id", "r")).ShouldEndWith(
            2
        );

        Assert.Contains("2 problems", unnamed.Error, StringComparison.Ordinal);
        Assert.Contains("'r'", unknown.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stages.grpo.max_steps=many", "stages[1].max_steps")]
    [InlineData("colour=blue", "colour")]
    [InlineData("rewards.beauty=1", "beauty")]
    [InlineData("evaluation.k=[9]", "evaluation.k")]
    [InlineData("problems.katas.level_weights=[]", "level_weights")]
    public async Task Train_RefusesABadOverrideBeforeAnyWork(string change, string key)
    {
        var recipe = Path.Combine(TestPaths.Root, "src/Trainer/Recipes/first-light.yaml");

        var result = await CliProcess.RunAsync("train", recipe, "--out", _folder["run"], "--set", change);

        result.ShouldEndWith(2);
        Assert.Contains(key, result.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder["run"]));
    }

    [Fact]
    public async Task Train_DoesNotTouchAFolderThatHoldsARun()
    {
        var recipe = Path.Combine(TestPaths.Root, "src/Trainer/Recipes/first-light.yaml");
        _folder.Write("notes.txt", "mine");

        var result = (await CliProcess.RunAsync("train", recipe, "--out", _folder.Path)).ShouldEndWith(2);

        Assert.Contains("--resume", result.Error, StringComparison.Ordinal);
        Assert.Equal(["notes.txt"], FilesIn(_folder.Path));
    }

    [Theory]
    [InlineData("--k", "x,1", "'x'")]
    [InlineData("--k", "99", "99 is more than --samples 8")]
    public async Task Eval_RefusesKThatCannotBeMeasured(string option, string value, string message)
    {
        var problems = _folder.Write("p.jsonl", GoodProblem);

        var result = await CliProcess.RunAsync("eval", "--model", "m", "--problems", problems, option, value);

        Assert.Contains(message, result.ShouldEndWith(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_RefusesAnOpenAddressWithoutAKey()
    {
        var result = await CliProcess.RunAsync("serve", "--urls", "http://0.0.0.0:0");

        Assert.Contains("key", result.ShouldEndWith(2).Error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Serve_DoesNotRepeatABadKey()
    {
        var keys = _folder.Write("keys.txt", "# callers\nverysecretwithoutname\n");

        var result = (await CliProcess.RunAsync("serve", "--api-key-file", keys)).ShouldEndWith(2);

        Assert.Contains("keys.txt:2", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("verysecret", result.Error, StringComparison.Ordinal);
    }

    private static string[] FilesIn(string folder) =>
        [
            .. Directory
                .EnumerateFileSystemEntries(folder)
                .Select(path => Path.GetFileName(path))
                .Order(StringComparer.Ordinal),
        ];
}
