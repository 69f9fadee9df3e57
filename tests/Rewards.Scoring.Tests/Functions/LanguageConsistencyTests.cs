using R1Code.Rewards.Functions;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Tests.Functions;

public sealed class LanguageConsistencyTests
{
    [Theory]
    [InlineData("en", "We add both numbers.", 1)]
    [InlineData("en", "We add 数字 now please", 4.0 / 6)]
    [InlineData("zh", "我们把两个数加起来", 1)]
    [InlineData("zh", "我们 add 数字", 4.0 / 5)]
    [InlineData("zh", "これは数です", 1.0 / 6)]
    [InlineData("ja", "これは数です。カタカナも", 1)]
    [InlineData("ko", "두 수를 더한다", 1)]
    [InlineData("ko", "두 수 sum", 2.0 / 3)]
    [InlineData("ru", "Сложим два числа", 1)]
    [InlineData("ru", "Сложим two числа", 2.0 / 3)]
    [InlineData("el", "Προσθέτουμε δύο αριθμούς", 1)]
    [InlineData("ar", "نجمع العددين", 1)]
    [InlineData("hi", "हम जोड़ते हैं", 1)]
    public void Score_IsTheShareOfWordsInTheTargetsScript(string language, string thought, double expected) =>
        Assert.Equal(expected, Score(new LanguageConsistencyOptions { Language = language }, thought)!.Value, 12);

    [Theory]
    [InlineData("设 x 为 $a + b = \\text{sum}$，用 `int.Parse` 和 foo_bar、Console.WriteLine、myVar1 以及 f(x)。")]
    [InlineData(
        "代码如下：\n```csharp\npublic class Program { }\n```\n完成 123 \\frac{1}{2} \\( x \\le y \\) \\[ abc \\]"
    )]
    [InlineData("见 https://example.org/page 和 <b>这里</b>")]
    public void Score_LeavesOutCodeMathAndTags(string thought) =>
        Assert.Equal(1, Score(new LanguageConsistencyOptions { Language = "zh" }, thought));

    [Theory]
    [InlineData("Write a method that adds two numbers.", "We add them", 1)]
    [InlineData("写一个把两个数相加的方法", "We add them", 0)]
    [InlineData("二つの数を足すメソッドを書いてください", "足します", 1)]
    [InlineData("Напишите метод Add(a, b)", "Сложим", 1)]
    public void Score_TakesThePromptsLanguage(string prompt, string thought, double expected) =>
        Assert.Equal(expected, Score(new LanguageConsistencyOptions(), thought, prompt));

    [Theory]
    [InlineData("")]
    [InlineData("1 + 1 = 2 ... $x$ `code`")]
    public void Score_PaysNothing_ForAnEmptyThought(string thought)
    {
        Assert.Equal(0, Score(new LanguageConsistencyOptions(), thought));
        Assert.Null(Score(new LanguageConsistencyOptions { Empty = EmptyThought.NotApplicable }, thought));
    }

    [Fact]
    public void Score_PaysNothing_WhenWordsStandOutsideTheThought() =>
        Assert.Equal(
            0,
            new LanguageConsistencyReward(new LanguageConsistencyOptions { Language = "en" }).Score([
                Inputs.Of("<think></think>Many English words stand in this answer."),
            ])[0]
        );

    [Fact]
    public void Score_CountsAsEmpty_BelowTheSmallestNumberOfWords() =>
        Assert.Equal(0, Score(new LanguageConsistencyOptions { MinWords = 3 }, "two words"));

    [Fact]
    public void Score_DoesNotApply_WhenThePromptHasNoWords() =>
        Assert.Null(Score(new LanguageConsistencyOptions(), "some words", "1 + 1 = ?"));

    [Fact]
    public void Faults_NameTheKnownLanguages() =>
        Assert.StartsWith(
            "language 'xx' is unknown; known: ar, bg, ",
            Assert.Single(new LanguageConsistencyOptions { Language = "xx" }.Faults()),
            StringComparison.Ordinal
        );

    private static double? Score(
        LanguageConsistencyOptions options,
        string thought,
        string prompt = "Add two numbers, please."
    ) =>
        new LanguageConsistencyReward(options).Score([
            Inputs.Of($"<think>{thought}</think>answer", new Problem { Id = "p", Prompt = prompt }),
        ])[0];
}
