using R1Code.Cli.Hosting;
using R1Code.Cli.Rewarding;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Tests.Rewarding;

public sealed class RewardSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r1code-rewards-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(new[] { "code", "code" }, new string[0])]
    [InlineData(new[] { "code", "math" }, new[] { "code", "math" })]
    [InlineData(new[] { "logic" }, new[] { "code", "logic" })]
    public void ForKinds_AddsAGraderForEachKind_WhereNoFileIsNamed(string[] kinds, string[] graders)
    {
        var settings = RewardSettings.ForKinds(null, Problems(kinds));

        Assert.Equal(graders, settings.Keys.Order());
    }

    [Fact]
    public void ForKinds_NamesTheGraderThatAFileLacks()
    {
        var file = Path.Combine(_folder, "rewards.yaml");
        File.WriteAllText(file, "rewards: { code: 1.0 }\n");

        var error = Assert.Throws<BadInputException>(() =>
            RewardSettings.ForKinds(file, Problems("math", "code", "math"))
        );

        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains("no 'math', which 2 of the problems need", error.Message, StringComparison.Ordinal);
        Assert.Single(RewardSettings.ForKinds(file, Problems("code")));
    }

    private static List<Problem> Problems(params string[] kinds) =>
        [.. kinds.Select((kind, i) => new Problem { Id = $"p{i}", Kind = kind })];
}
