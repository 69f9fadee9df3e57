using System.Globalization;
using R1Code.Sandbox.Containers;

namespace R1Code.Sandbox.Engine.Tests.Containers;

public sealed class RunLabelsTests
{
    [Fact]
    public void IsGone_IsFalse_ForThisProcess()
    {
        Assert.False(RunLabels.IsGone(RunLabels.ThisOwner));
    }

    [Fact]
    public void IsGone_IsTrue_WhenTheNumberBelongsToALaterProcess()
    {
        var parts = RunLabels.ThisOwner.Split(':');
        var earlier = long.Parse(parts[1], CultureInfo.InvariantCulture) - 1;

        Assert.True(RunLabels.IsGone($"{parts[0]}:{earlier}:{parts[2]}"));
    }

    [Fact]
    public void IsGone_IsTrue_WhenNoSuchProcessExists()
    {
        Assert.True(RunLabels.IsGone($"2147483000:1:{Environment.MachineName}"));
    }

    [Theory]
    [InlineData("2147483000:1:another-host")]
    [InlineData("rubbish")]
    [InlineData("")]
    public void IsGone_IsFalse_WhenItCannotBeKnown(string owner)
    {
        Assert.False(RunLabels.IsGone(owner));
    }
}
