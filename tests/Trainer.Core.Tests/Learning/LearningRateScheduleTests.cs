using R1Code.Trainer.Learning;

namespace R1Code.Trainer.Core.Tests.Learning;

public sealed class LearningRateScheduleTests
{
    [Theory]
    [InlineData(ScheduleKind.Constant, 1.0, 1.0, 1.0)]
    [InlineData(ScheduleKind.Linear, 1.0, .5, 0.0)]
    [InlineData(ScheduleKind.Cosine, 1.0, .5, 0.0)]
    public void At_WarmsUpThenFollowsItsShape(ScheduleKind kind, double start, double middle, double end)
    {
        var schedule = new LearningRateSchedule(kind, 1, 4, 104);

        Assert.Equal(.25, schedule.At(0), 9);
        Assert.Equal(1, schedule.At(3), 9);
        Assert.Equal(start, schedule.At(4), 9);
        Assert.Equal(middle, schedule.At(54), 9);
        Assert.Equal(end, schedule.At(104), 9);
    }

    [Fact]
    public void At_EndsAtTheMinimum_WhenOneIsGiven() =>
        Assert.Equal(5e-6, new LearningRateSchedule(ScheduleKind.Cosine, 5e-5, 0, 10, .1).At(10), 12);

    [Fact]
    public void At_StaysAtTheEnd_WhenAskedBeyondIt() =>
        Assert.Equal(0, new LearningRateSchedule(ScheduleKind.Linear, 1, 0, 10).At(1000), 12);
}
