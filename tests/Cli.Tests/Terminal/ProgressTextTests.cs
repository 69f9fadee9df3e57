using R1Code.Cli.Terminal;

namespace R1Code.Cli.Tests.Terminal;

public sealed class ProgressTextTests
{
    [Theory]
    [InlineData(0, "0 s")]
    [InlineData(59.2, "1 min 0 s")]
    [InlineData(185, "3 min 5 s")]
    [InlineData(7800, "2 h 10 min")]
    [InlineData(-3, "0 s")]
    public void Duration_ReadsLikeSpeech(double seconds, string text) =>
        Assert.Equal(text, ProgressText.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(5, 10, 12)]
    [InlineData(10, 10, 24)]
    [InlineData(11, 10, 24)]
    [InlineData(0, 0, 24)]
    public void Bar_IsFilledByTheShareDone(int done, int total, int filled)
    {
        var bar = ProgressText.Bar(done, total);

        Assert.Equal(24, bar.Length);
        Assert.Equal(filled, bar.Count(c => c == '━'));
    }
}
