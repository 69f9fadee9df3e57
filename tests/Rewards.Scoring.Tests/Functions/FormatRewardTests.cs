using R1Code.Rewards.Functions;

namespace R1Code.Rewards.Tests.Functions;

public sealed class FormatRewardTests
{
    [Theory]
    [InlineData("<think>a</think><answer>b</answer>", 1)]
    [InlineData("<think>\na\nb\n</think>\n<answer>\nc\n</answer>", 1)]
    [InlineData("<think>a</think><answer>b</answer>\n", 0)]
    [InlineData("<think>a</think><answer>b</answer>\nand more", 0)]
    [InlineData(" <think>a</think><answer>b</answer>", 0)]
    [InlineData("Well: <think>a</think><answer>b</answer>", 0)]
    [InlineData("<think>a</think>x<answer>b</answer>", 0)]
    [InlineData("<think>a</think><answer>b</answer><answer>c</answer>", 0)]
    [InlineData("<think>a</think><think>a</think><answer>b</answer>", 0)]
    [InlineData("<think><think>a</think><answer>b</answer>", 0)]
    [InlineData("<answer>b</answer><think>a</think>", 0)]
    [InlineData("<think>a<answer>b</answer></think>", 0)]
    [InlineData("<think>a</think><answer>b", 0)]
    [InlineData("<THINK>a</THINK><answer>b</answer>", 0)]
    [InlineData("", 0)]
    public void Score_AsksForTheWholeShape(string completion, double expected) =>
        Assert.Equal(expected, Score(new FormatRewardOptions(), completion));

    [Theory]
    [InlineData("<think>a</think>b", 1)]
    [InlineData("<think>a</think>\n\nb\nc\n", 1)]
    [InlineData("<think>a</think>", 0)]
    [InlineData("<think>a</think> \n", 0)]
    [InlineData("b<think>a</think>c", 0)]
    [InlineData("<think>a</think>b</think>c", 0)]
    public void Score_AsksForAThoughtOnly_InThatVariant(string completion, double expected) =>
        Assert.Equal(expected, Score(new FormatRewardOptions { Variant = FormatVariant.ThinkOnly }, completion));

    [Fact]
    public void Score_CountsTheTagOfThePrompt()
    {
        var options = new FormatRewardOptions { ThinkInPrompt = true };

        Assert.Equal(1, Score(options, "a</think><answer>b</answer>"));
        Assert.Equal(0, Score(options, "<think>a</think><answer>b</answer>"));
    }

    [Theory]
    [InlineData("<think>a</think><answer>b</answer>", 1)]
    [InlineData("<think>a</think>b", 0.5)]
    [InlineData("<think>a</think><answer>b</answer><answer>", 0.75)]
    [InlineData("<think><think></think></think><answer><answer></answer></answer>", 0)]
    [InlineData("", 0)]
    public void Tags_PayAQuarterEach_WhenTheyStandOnce(string completion, double expected) =>
        Assert.Equal(expected, new TagsReward().Score([Inputs.Of(completion)])[0]);

    private static double? Score(FormatRewardOptions options, string completion) =>
        new FormatReward(options).Score([Inputs.Of(completion)])[0];
}
