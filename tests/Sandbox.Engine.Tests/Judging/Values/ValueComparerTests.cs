using System.Text;
using R1Code.Sandbox.Judging;
using R1Code.Sandbox.Judging.Values;

namespace R1Code.Sandbox.Engine.Tests.Judging.Values;

public sealed class ValueComparerTests
{
    [Theory]
    [InlineData("null", "null", true)]
    [InlineData("null", "[]", false)]
    [InlineData("true", "true", true)]
    [InlineData("true", "false", false)]
    [InlineData("true", "{\"i\":\"1\"}", false)]
    [InlineData("{\"i\":\"3\"}", "{\"i\":\"3\"}", true)]
    [InlineData("{\"i\":\"-0\"}", "{\"i\":\"0\"}", true)]
    [InlineData("{\"i\":\"3\"}", "{\"i\":\"4\"}", false)]
    [InlineData("{\"i\":\"3\"}", "{\"m\":\"3.00\"}", true)]
    [InlineData("{\"m\":\"3.50\"}", "{\"m\":\"3.5\"}", true)]
    [InlineData("{\"m\":\"3.5\"}", "{\"i\":\"3\"}", false)]
    [InlineData("{\"i\":\"3\"}", "{\"f\":\"3\"}", true)]
    [InlineData("{\"f\":\"3.0000000001\"}", "{\"f\":\"3\"}", true)]
    [InlineData("{\"f\":\"3.001\"}", "{\"f\":\"3\"}", false)]
    [InlineData("{\"f\":\"NaN\"}", "{\"f\":\"NaN\"}", true)]
    [InlineData("{\"f\":\"NaN\"}", "{\"f\":\"0\"}", false)]
    [InlineData("{\"f\":\"Infinity\"}", "{\"f\":\"Infinity\"}", true)]
    [InlineData("{\"f\":\"Infinity\"}", "{\"f\":\"-Infinity\"}", false)]
    [InlineData("{\"f\":\"Infinity\"}", "{\"f\":\"1.7E+308\"}", false)]
    [InlineData("{\"f\":\"-0\"}", "{\"f\":\"0\"}", true)]
    [InlineData("\"x\"", "\"x\"", true)]
    [InlineData("\"x\"", "{\"c\":\"x\"}", false)]
    [InlineData("{\"c\":\"x\"}", "{\"c\":\"x\"}", true)]
    [InlineData("\"\\ud800\"", "\"\\ud800\"", true)]
    [InlineData("\"\\ud800\"", "\"\\ud801\"", false)]
    [InlineData("\"\\n\\\"\\\\\"", "\"\\u000a\\u0022\\u005c\"", true)]
    [InlineData("{\"e\":\"DayOfWeek.Monday\"}", "{\"e\":\"DayOfWeek.Monday\"}", true)]
    [InlineData("{\"e\":\"Own.Monday\"}", "{\"e\":\"DayOfWeek.Monday\"}", false)]
    [InlineData("[{\"i\":\"1\"},{\"i\":\"2\"}]", "[{\"i\":\"1\"},{\"i\":\"2\"}]", true)]
    [InlineData("[{\"i\":\"2\"},{\"i\":\"1\"}]", "[{\"i\":\"1\"},{\"i\":\"2\"}]", false)]
    [InlineData("[{\"i\":\"1\"}]", "{\"t\":[{\"i\":\"1\"}]}", false)]
    [InlineData("{\"t\":[{\"i\":\"1\"},\"a\"]}", "{\"t\":[{\"i\":\"1\"},\"a\"]}", true)]
    [InlineData("{\"s\":[{\"i\":\"2\"},{\"i\":\"1\"}]}", "{\"s\":[{\"i\":\"1\"},{\"i\":\"2\"}]}", true)]
    [InlineData("{\"s\":[{\"i\":\"1\"},{\"i\":\"1\"}]}", "{\"s\":[{\"i\":\"1\"},{\"i\":\"2\"}]}", false)]
    [InlineData("{\"s\":[{\"f\":\"1.0000000000001\"}]}", "{\"s\":[{\"f\":\"1\"}]}", true)]
    [InlineData("{\"s\":[]}", "[]", false)]
    [InlineData(
        "{\"d\":[[\"a\",{\"i\":\"1\"}],[\"b\",{\"i\":\"2\"}]]}",
        "{\"d\":[[\"b\",{\"i\":\"2\"}],[\"a\",{\"i\":\"1\"}]]}",
        true
    )]
    [InlineData("{\"d\":[[\"a\",{\"i\":\"1\"}]]}", "{\"d\":[[\"a\",{\"i\":\"2\"}]]}", false)]
    [InlineData(
        "{\"o\":\"P\",\"p\":{\"X\":{\"i\":\"1\"},\"Y\":{\"i\":\"2\"}}}",
        "{\"o\":\"Q\",\"p\":{\"Y\":{\"i\":\"2\"},\"X\":{\"i\":\"1\"}}}",
        true
    )]
    [InlineData("{\"o\":\"P\",\"p\":{\"X\":{\"i\":\"1\"}}}", "{\"o\":\"P\",\"p\":{\"Z\":{\"i\":\"1\"}}}", false)]
    [InlineData("{\"x\":\"Guid\",\"v\":\"a\"}", "{\"x\":\"Guid\",\"v\":\"a\"}", true)]
    [InlineData("{\"x\":\"Guid\",\"v\":\"a\"}", "{\"x\":\"Uri\",\"v\":\"a\"}", false)]
    public void FirstDifference_FollowsTheRules(string actual, string expected, bool areEqual)
    {
        var comparer = new ValueComparer(Tolerance.ForValues);

        var difference = comparer.FirstDifference(Parse(actual), Parse(expected));

        Assert.Equal(areEqual, difference is null);
    }

    [Fact]
    public void FirstDifference_NamesThePlace()
    {
        var actual = Parse("""[{"i":"1"},{"o":"P","p":{"X":[{"i":"1"},{"i":"9"}]}}]""");
        var expected = Parse("""[{"i":"1"},{"o":"P","p":{"X":[{"i":"1"},{"i":"2"}]}}]""");

        Assert.Equal(
            "at [1].X[1]: 9, expected 2",
            new ValueComparer(Tolerance.ForValues).FirstDifference(actual, expected)
        );
    }

    [Fact]
    public void FirstDifference_IsFast_WhenDeepValuesDifferAtTheirEnd()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 60));
        var end = string.Concat(Enumerable.Repeat("]", 60));

        var difference = new ValueComparer(Tolerance.ForValues).FirstDifference(
            Parse(deep + "null" + end),
            Parse(deep + "true" + end)
        );

        Assert.NotNull(difference);
    }

    [Fact]
    public void FirstDifference_ComparesLargeSets()
    {
        static string Set(IEnumerable<int> items) =>
            "{\"s\":[" + string.Join(",", items.Select(i => $"{{\"i\":\"{i}\"}}")) + "]}";
        var comparer = new ValueComparer(Tolerance.ForValues);
        var forward = Parse(Set(Enumerable.Range(0, 100_000)));

        Assert.Null(comparer.FirstDifference(forward, Parse(Set(Enumerable.Range(0, 100_000).Reverse()))));
        Assert.NotNull(comparer.FirstDifference(forward, Parse(Set(Enumerable.Range(1, 100_000)))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("nul")]
    [InlineData("[")]
    [InlineData("[null,]")]
    [InlineData("null null")]
    [InlineData("{}")]
    [InlineData("{\"i\":\"x\"}")]
    [InlineData("{\"i\":\"\"}")]
    [InlineData("{\"i\":3}")]
    [InlineData("{\"q\":\"3\"}")]
    [InlineData("{\"d\":[[null]]}")]
    [InlineData("\"\\uZZZZ\"")]
    [InlineData("\"open")]
    [InlineData("\"\\u12")]
    [InlineData("{\"o\":\"T\",\"p\":{\"X\"}}")]
    public void Parse_RefusesWhatIsNoCanonicalValue(string text)
    {
        Assert.Throws<InvalidDataException>(() => Parse(text));
    }

    [Fact]
    public void Parse_RefusesEndlessNesting()
    {
        Assert.Throws<InvalidDataException>(() => Parse(new string('[', 100_000)));
    }

    private static CanonicalValue Parse(string text) => CanonicalParser.Parse(Encoding.UTF8.GetBytes(text));
}
