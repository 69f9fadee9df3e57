using R1Code.Cli.Terminal;

namespace R1Code.Cli.Tests.Terminal;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("a\u001b[31mb", "a·[31mb")]
    [InlineData("bell\a, null\0, delete\u007f", "bell·, null·, delete·")]
    [InlineData("tab\tand line\r\nend", "tab\tand line\nend")]
    [InlineData("中文 😀 stays", "中文 😀 stays")]
    public void Text_LosesWhatWouldSteerATerminal(string text, string plain) => Assert.Equal(plain, PlainText.Of(text));

    [Fact]
    public void HalfASurrogatePair_BecomesTheReplacementCharacter() =>
        Assert.Equal("half \ufffd", PlainText.Of("half " + '\ud83d'));

    [Fact]
    public void OneLine_JoinsAndCuts() => Assert.Equal("one ⏎ tw…", PlainText.OneLine("one\ntwo three", 9));
}
