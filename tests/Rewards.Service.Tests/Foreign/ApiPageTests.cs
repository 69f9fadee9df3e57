using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using R1Code.Rewards.Service.Foreign;
using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Foreign;

/// <summary>What <c>docs/api.md</c> says is so.</summary>
public sealed partial class ApiPageTests(SharedService shared) : IClassFixture<SharedService>
{
    [Fact]
    public async Task Page_PrintsTheTableOfTheCode()
    {
        var table = Table().Match(await PageAsync()).Groups["table"].Value;

        Assert.Equal(ForeignVerdicts.ToMarkdown(), table);
    }

    [Fact]
    public async Task Page_NamesAddressesThatExist()
    {
        var addresses = Address()
            .Matches(await PageAsync())
            .Select(match => match.Groups["path"].Value)
            .Distinct(StringComparer.Ordinal)
            .ToList();

        Assert.True(addresses.Count > 10);
        foreach (var address in addresses)
        {
            using var get = await shared.Service.Client.GetAsync(
                new Uri(address, UriKind.Relative),
                HttpCompletionOption.ResponseHeadersRead,
                RunningService.Token
            );

            // 405: it is there for another method. A job that never was is 404 with our own words.
            Assert.True(
                (int)get.StatusCode is 200 or 405 || address.StartsWith("/v1/jobs/", StringComparison.Ordinal),
                $"{address} answers {(int)get.StatusCode}"
            );
        }
    }

    private static Task<string> PageAsync([CallerFilePath] string path = "") =>
        File.ReadAllTextAsync(
            Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", "api.md"),
            RunningService.Token
        );

    [GeneratedRegex(
        "<!-- verdicts -->\n(?<table>.*)<!-- /verdicts -->",
        RegexOptions.Singleline | RegexOptions.NonBacktracking
    )]
    private static partial Regex Table();

    [GeneratedRegex(@"(?:`|127\.0\.0\.1:8080)(?<path>/[a-z][a-z0-9/._-]*)", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
