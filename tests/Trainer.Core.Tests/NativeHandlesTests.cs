using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Core.Tests;

/// <summary>The build's copy of TorchSharp keeps what it hands to native code alive until the call returns.</summary>
public sealed class NativeHandlesTests
{
    private const int Sums = 60_000;

    [Fact]
    public async Task Sums_AreRight_WhileTheCollectorFinalizesScalars()
    {
        using var stop = new CancellationTokenSource();
        var collecting = Task.Run(() => Collect(stop.Token), TestContext.Current.CancellationToken);
        try
        {
            using var ones = torch.ones(4);
            for (var i = 0; i < Sums; i++)
            {
                using var sum = ones + ones;
                using var product = sum * 3;
                Assert.Equal(6f, product[0].item<float>());
            }
        }
        finally
        {
            await stop.CancelAsync();
            await collecting;
        }
    }

    private static void Collect(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            GC.Collect(0);
            GC.WaitForPendingFinalizers();
        }
    }
}
