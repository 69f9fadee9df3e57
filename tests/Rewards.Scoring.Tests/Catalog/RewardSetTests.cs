using System.Text.Json;
using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Tests.Catalog;

public sealed class RewardSetTests
{
    private const string Good = "<think>a</think><answer>b</answer>";

    [Fact]
    public void Create_UsesCodeAndFormat_WhenNothingIsGiven() =>
        Assert.Equal([("code", 1.0), ("format", 0.1)], Set("{}").Weights);

    [Fact]
    public void Price_SumsWhatAppliesByWeight()
    {
        var priced = Price("""{"code":2,"format":{"weight":0.5},"tags":{"weight":0}}""", VerdictStatus.Accepted);

        Assert.Equal(2.5, priced.Reward);
        Assert.Equal(
            new Dictionary<string, double?>
            {
                ["code"] = 1,
                ["format"] = 1,
                ["tags"] = 1,
            },
            priced.Rewards
        );
        Assert.Equal(1, priced.Metrics["code/passed_fraction"]);
    }

    [Fact]
    public void Price_LeavesOutWhatDoesNotApply()
    {
        var priced = Price("""{"code":1,"format":0.1}""", null);

        Assert.Null(priced.Rewards["code"]);
        Assert.Equal(0.1, priced.Reward);
    }

    [Theory]
    [InlineData("""{"code":1,"format":1}""", null)]
    [InlineData("""{"code":0,"format":1}""", 1.0)]
    [InlineData("""{"format":1}""", 1.0)]
    public void Price_IsNull_WhenTheSandboxFailedAndItMatters(string settings, double? expected) =>
        Assert.Equal(expected, Price(settings, VerdictStatus.SandboxFailure).Reward);

    [Fact]
    public void Price_GivesOtherWorth_ToAStoredVerdict()
    {
        var verdict = new Verdict
        {
            Status = VerdictStatus.WrongAnswer,
            Passed = 1,
            Total = 2,
        };
        var input = Inputs.Of(Good) with { Verdict = verdict };

        Assert.Equal(0, Set("""{"code":1}""").Price([input])[0].Reward);
        Assert.Equal(0.5, Set("""{"code":{"mode":"fraction"}}""").Price([input])[0].Reward);
    }

    [Theory]
    [InlineData("""{"cod":1}""", "rewards.cod: there is no reward function of this name; known: code, ")]
    [InlineData(
        """{"code":"1"}""",
        "rewards.code: expected a weight or an object with weight and options, found \"1\""
    )]
    [InlineData("""{"code":{"weight":null}}""", "rewards.code.weight: expected a number, found null")]
    [InlineData("""{"code":{"mod":"all"}}""", "rewards.code.mod: unknown key; known: compile_error, ")]
    [InlineData("""{"code":{"mode":"some"}}""", "rewards.code.mode: expected one of all, fraction, found \"some\"")]
    [InlineData("""{"code":{"no_code":"x"}}""", "rewards.code.no_code: expected a number, found \"x\"")]
    [InlineData("""{"code":{"min_fraction":2}}""", "rewards.code.min_fraction must lie between 0 and 1, not 2")]
    [InlineData(
        """{"format":{"think_in_prompt":1}}""",
        "rewards.format.think_in_prompt: expected true or false, found 1"
    )]
    public void Create_SaysWhatIsWrong(string settings, string message) =>
        Assert.StartsWith(
            message,
            Assert.Throws<RewardSettingsException>(() => Set(settings)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Create_ListsEveryFault() =>
        Assert.Equal(3, Assert.Throws<RewardSettingsException>(() => Set("""{"a":1,"b":"x"}""")).Faults.Count);

    private static RewardSet Set(string json) =>
        RewardSet.Create(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(json)!);

    private static RewardBreakdown Price(string settings, VerdictStatus? status) =>
        Set(settings)
            .Price([
                Inputs.Of(Good) with
                {
                    Verdict = status is { } s
                        ? new Verdict
                        {
                            Status = s,
                            Passed = 1,
                            Total = 1,
                        }
                        : null,
                },
            ])[0];
}
