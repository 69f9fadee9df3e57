using R1Code.Cli.Tests.Running;

namespace R1Code.Cli.Tests.Verbs;

/// <summary>How a command line is understood or refused. Nothing here needs a sandbox.</summary>
public sealed class UsageTests
{
    public static TheoryData<string> VerbNames =>
        [
            "setup",
            "doctor",
            "judge",
            "score",
            "convert",
            "serve",
            "train",
            "report",
            "eval",
            "sample",
            "init",
            "export",
            "bench",
        ];

    [Fact]
    public async Task NoVerb_PrintsTheHelpAndIsBadUsage()
    {
        var result = (await CliProcess.RunAsync()).ShouldEndWith(2);

        foreach (string verb in VerbNames)
        {
            Assert.Contains(verb, result.Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(VerbNames))]
    public async Task Help_NamesTheLauncherAndEndsWithSuccess(string verb)
    {
        var result = (await CliProcess.RunAsync(verb, "--help")).ShouldEndWith(0);

        Assert.Contains($"./r1code {verb}", result.Output, StringComparison.Ordinal);
        Assert.Empty(result.Error);
    }

    [Theory]
    [InlineData("there is no verb 'juge'; known: setup, doctor, judge", "juge")]
    [InlineData("Option '--problem' is required", "judge", "a.cs")]
    [InlineData("Unrecognized command or argument '--wrong'", "doctor", "--wrong")]
    [InlineData(
        "--workers: 0 is outside 1 to 1024",
        "score",
        "--problems",
        "p",
        "--completions",
        "c",
        "--workers",
        "0"
    )]
    [InlineData("'many'", "score", "--problems", "p", "--completions", "c", "--workers", "many")]
    [InlineData("--json prints the summary", "score", "--problems", "p", "--completions", "c", "--json")]
    [InlineData("'nowhere' is no address", "train", "r.yaml", "--reward-url", "nowhere")]
    [InlineData(
        "--temperature: -1 is outside 0 to 100",
        "sample",
        "--model",
        "m",
        "--prompt",
        "p",
        "--temperature",
        "-1"
    )]
    [InlineData("--system needs --chat", "sample", "--model", "m", "--prompt", "p", "--system", "s")]
    [InlineData("--short-m needs --vote", "sample", "--model", "m", "--prompt", "p", "--short-m", "2")]
    [InlineData("--thinking-budget: -1", "sample", "--model", "m", "--prompt", "p", "--thinking-budget", "-1")]
    [InlineData("Argument 'boss' not recognized", "serve", "--role", "boss")]
    public async Task BadUsage_IsNamedOnStandardErrorWithTheWayToHelp(string message, params string[] args)
    {
        var result = (await CliProcess.RunAsync(args)).ShouldEndWith(2);

        Assert.Contains(message, result.Error, StringComparison.Ordinal);
        Assert.Contains("--help", result.Error, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }
}
