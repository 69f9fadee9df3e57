using System.Text.RegularExpressions;
using R1Code.Cli.Terminal;
using R1Code.Cli.Tests.Running;

namespace R1Code.Cli.Tests.Verbs;

/// <summary>What the README tells people to type exists.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Readme_UsesVerbsAndOptionsThatExist()
    {
        var readme = Path.Combine(TestPaths.Root, "README.md");
        Assert.SkipUnless(File.Exists(readme), "there is no README yet");
        var commands = Commands(File.ReadAllText(readme)).ToList();
        var root = new CommandLine(Screen.OfProcess()).Root;

        var faults = commands
            .Select(command => (Command: command, root.Parse(Words(command)).Errors))
            .Where(parsed => parsed.Errors.Count > 0)
            .Select(parsed => $"{parsed.Command}: {parsed.Errors[0].Message}");

        Assert.NotEmpty(commands);
        Assert.Empty(faults);
    }

    // Lines of fenced blocks that call the launcher, continuation lines joined, without prompt and comment.
    private static IEnumerable<string> Commands(string markdown) =>
        Fence()
            .Matches(markdown)
            .SelectMany(fence => fence.Groups["text"].Value.Replace("\\\n", " ", StringComparison.Ordinal).Split('\n'))
            .Select(line => Call().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["args"].Value);

    private static List<string> Words(string command) =>
        [.. Word().Matches(command).Select(word => word.Value.Trim('\'', '"'))];

    [GeneratedRegex(
        @"^```[a-z]*\n(?<text>.*?)^```",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Fence();

    [GeneratedRegex(
        @"^\s*(\$ )?\./r1code (?<args>.*?)(\s+#.*|\s*[|&>].*)?$",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking
    )]
    private static partial Regex Call();

    [GeneratedRegex("""'[^']*'|"[^"]*"|[^\s'"]+""", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
