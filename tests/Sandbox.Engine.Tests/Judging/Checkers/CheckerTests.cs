using System.Text;
using R1Code.Sandbox.Judging.Checkers;
using R1Code.Sandbox.Protocol;

namespace R1Code.Sandbox.Engine.Tests.Judging.Checkers;

public sealed class CheckerTests
{
    [Theory]
    [InlineData("lines", "3\n", "3", true)]
    [InlineData("lines", "3  \r\n4\t\r\n\r\n", "3\n4\n", true)]
    [InlineData("lines", " 3", "3", false)]
    [InlineData("lines", "3\n\n4", "3\n4", false)]
    [InlineData("lines", "3\n4\n5", "3\n4", false)]
    [InlineData("lines", "3", "3\n4", false)]
    [InlineData("lines", "3\u00a0", "3", false)]
    [InlineData("lines", "3\0", "3", false)]
    [InlineData("lines", "", "", true)]
    [InlineData("lines", "Yes", "YES", false)]
    [InlineData("exact", "3\n", "3\n", true)]
    [InlineData("exact", "3", "3\n", false)]
    [InlineData("exact", "é", "é", true)]
    [InlineData("tokens", "1  2\n\n3", "1 2 3\n", true)]
    [InlineData("tokens", "1 2 3 4", "1 2 3", false)]
    [InlineData("tokens", "1 2", "1 2 3", false)]
    [InlineData("tokens", "12", "1 2", false)]
    [InlineData("ignore-case", "yes\nNo", "YES\nno\n", true)]
    [InlineData("ignore-case", "yes", "yess", false)]
    [InlineData("unordered", "b\na \n", "a\nb", true)]
    [InlineData("unordered", "a\na\nb", "a\nb\nb", false)]
    [InlineData("unordered", "a\nb\nc", "a\nb", false)]
    [InlineData("floats", "0.3333333", "0.33333333333", true)]
    [InlineData("floats", "0.3334", "0.33333333333", false)]
    [InlineData("floats", "1e3 x", "1000.0 x", true)]
    [InlineData("floats", "1e3 x", "1000.0 y", false)]
    [InlineData("floats", "-0", "0", true)]
    [InlineData("floats", "-0.0", "0.0", true)]
    [InlineData("floats", "9007199254740993", "9007199254740992", false)]
    [InlineData("floats", "0012", "12", true)]
    [InlineData("floats", "NaN", "1.0", false)]
    [InlineData("floats", "1.0", "NaN", false)]
    [InlineData("floats", "nan", "NaN", true)]
    [InlineData("floats", "inf", "1e308", false)]
    [InlineData("floats", "1e999", "1e308", false)]
    [InlineData("floats", "Infinity", "inf", true)]
    [InlineData("floats", "-inf", "inf", false)]
    [InlineData("floats", "1,5", "15", false)]
    [InlineData("floats", "1.5abc", "1.5", false)]
    [InlineData("floats", "0x10", "16", false)]
    public void Check_ComparesAsItsNameSays(string type, string output, string expected, bool isAccepted)
    {
        var finding = CheckerTable.For(new CheckerSpec { Type = type }).Check(Encoding.UTF8.GetBytes(output), expected);

        Assert.Equal(isAccepted ? VerdictStatus.Accepted : VerdictStatus.WrongAnswer, finding.Status);
        Assert.Equal(isAccepted, finding.Reason is null);
    }

    [Theory]
    [InlineData("lines")]
    [InlineData("tokens")]
    [InlineData("floats")]
    [InlineData("unordered")]
    [InlineData("ignore-case")]
    public void Check_RefusesInvalidUtf8_EvenWhenItsReplacementIsExpected(string type)
    {
        var finding = CheckerTable.For(new CheckerSpec { Type = type }).Check([0x61, 0xff], "a\ufffd");

        Assert.Equal(VerdictStatus.WrongAnswer, finding.Status);
    }

    [Fact]
    public void Check_NamesTheFirstDifferentLineShortly()
    {
        var output = "1\n" + new string('x', 1000);

        var finding = new LinesChecker(StringComparison.Ordinal).Check(Encoding.UTF8.GetBytes(output), "1\n2");

        Assert.StartsWith("line 2 is 'xxx", finding.Reason, StringComparison.Ordinal);
        Assert.True(finding.Reason!.Length < 200);
    }

    [Fact]
    public void Floats_TakeTheProblemsTolerance()
    {
        var spec = new CheckerSpec
        {
            Type = "floats",
            AbsTolerance = 0.1,
            RelTolerance = 0,
        };

        Assert.Equal(VerdictStatus.Accepted, CheckerTable.For(spec).Check("1.05"u8.ToArray(), "1.0").Status);
        Assert.Equal(VerdictStatus.WrongAnswer, CheckerTable.For(spec).Check("1.2"u8.ToArray(), "1.0").Status);
    }
}
