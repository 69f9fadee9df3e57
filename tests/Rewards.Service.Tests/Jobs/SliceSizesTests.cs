using R1Code.Rewards.Service.Jobs;
using R1Code.Rewards.Service.Scoring;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Tests.Jobs;

public sealed class SliceSizesTests
{
    private const int Least = 16;

    [Theory]
    [InlineData(1, 1, 16)] // never below the least size
    [InlineData(64, 1, 16)]
    [InlineData(256, 1, 64)] // a process alone shares with nobody
    [InlineData(4096, 1, 64)] // and yet takes no more than four times the least
    [InlineData(256, 2, 16)] // two share a batch of the usual size as evenly as before
    [InlineData(2048, 2, 64)]
    [InlineData(2048, 8, 16)]
    [InlineData(4096, 4, 64)]
    [InlineData(256, 0, 16)] // no worker is there yet: any number may come
    public void Of_GrowsWithTheBatch_AsFarAsTheProcessesStillShareIt(int items, int processes, int size) =>
        Assert.Equal(size, SliceSizes.Of(Batch(items, groupSize: 1, """{"code":1}"""), Least, processes));

    [Theory]
    [InlineData(4096, 8, 16)]
    [InlineData(4096, 5, 15)]
    [InlineData(4096, 64, 64)]
    public void Of_KeepsWholeGroupsAndTheLeastSize_WhenARewardComparesThem(int items, int groupSize, int size) =>
        Assert.Equal(
            size,
            SliceSizes.Of(Batch(items / groupSize * groupSize, groupSize, """{"kimi_length":1}"""), Least, 1)
        );

    private static ScoreBatch Batch(int items, int groupSize, string rewards) =>
        new(
            [
                .. Enumerable
                    .Range(0, items)
                    .Select(i => new JobItem(new Problem { Id = $"p{i / groupSize}" }, "", i % groupSize)),
            ],
            RewardSet.Create(
                System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, System.Text.Json.JsonElement>>(rewards)!
            )
        );
}
