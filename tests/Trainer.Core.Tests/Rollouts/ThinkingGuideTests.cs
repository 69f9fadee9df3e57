using R1Code.Trainer.Rollouts;
using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Core.Tests.Rollouts;

public sealed class ThinkingGuideTests
{
    private static readonly Tokenizer Tokenizer = BpeTrainer.Train(["a b c d e f wait 等等"], 300);

    [Fact]
    public void Thought_IsClosedAndAnswered_AtItsBudget()
    {
        var written = Write(new ThinkingOptions { MaxTokens = 3 }, "<think>abcdef", "9</answer>");

        Assert.Equal("<think>abc</think><answer>9</answer>", written);
    }

    [Fact]
    public void Thought_IsLeftAlone_WithinItsBudget()
    {
        const string Text = "<think>abc</think><answer>9</answer>";

        Assert.Equal(Text, Write(new ThinkingOptions { MaxTokens = 3 }, Text, ""));
    }

    [Theory]
    [InlineData("<think>ab</think>", "<think>ab wait")]
    [InlineData("<think>等</think>", "<think>等等等")]
    public void EndOfThought_IsReplacedByWait_InTheThoughtsLanguage(string text, string expected)
    {
        var written = Write(new ThinkingOptions { Waits = 1 }, text, "cd</think>!");

        Assert.Equal(expected + "cd</think>!", written);
    }

    [Fact]
    public void Waits_EndWhereTheBudgetIsUsedUp()
    {
        var written = Write(new ThinkingOptions { Waits = 5, MaxTokens = 2 }, "<think>ab</think>", "c");

        Assert.Equal("<think>ab</think>c", written);
    }

    [Fact]
    public void Thought_MayHaveBeenOpenedByThePrompt()
    {
        var guide = new ThinkingGuide(new ThinkingOptions { MaxTokens = 1 }, Tokenizer, Tokenizer.Encode("go<think>"));

        var written = Tokenizer.Encode("ab").Select(guide.Next).ToArray();

        Assert.Equal("a</think>", Tokenizer.Decode(written));
    }

    // What is drawn while tokens are forced is thrown away; the continuation is drawn after them.
    private static string Write(ThinkingOptions options, string text, string continuation)
    {
        var guide = new ThinkingGuide(options, Tokenizer, []);
        var written = new List<int>();
        foreach (var drawn in Tokenizer.Encode(text))
        {
            var token = guide.Next(drawn);
            written.Add(token);
            if (token != drawn)
            {
                break;
            }
        }

        while (guide.IsForcing)
        {
            written.Add(guide.Next(0));
        }

        written.AddRange(Tokenizer.Encode(continuation).Select(guide.Next));
        return Tokenizer.Decode(written);
    }
}
