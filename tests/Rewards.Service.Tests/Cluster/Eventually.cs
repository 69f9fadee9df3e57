using R1Code.Rewards.Service.Tests.Support;

namespace R1Code.Rewards.Service.Tests.Cluster;

/// <summary>Waits for something that comes in its own time. Failing to connect is not there yet.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(90);

    public static async Task TrueAsync(Func<Task<bool>> condition, string what)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(RunningService.Token);
        deadline.CancelAfter(Most);
        while (true)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening (yet, or any more).
            }

            Assert.False(deadline.IsCancellationRequested, $"Waited in vain: {what}");
            await Task.Delay(50, RunningService.Token);
        }
    }
}
