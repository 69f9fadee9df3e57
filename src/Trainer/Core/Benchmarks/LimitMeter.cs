using static TorchSharp.torch;

namespace R1Code.Trainer.Benchmarks;

/// <summary>Measures what the machine can do at best, again beside every figure, and remembers what it saw.</summary>
internal sealed class LimitMeter
{
    /// <summary>Numbers of the block that is read: 256 MB, several times what caches hold.</summary>
    private const int BlockLength = 64 << 20;

    private readonly List<double> _bandwidths = [];
    private readonly List<double> _products = [];

    /// <summary>Bytes per second of reading a block, by the kernel that is fastest here, the best of a few times.</summary>
    public double Bandwidth()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var block = ones(BlockLength);
        return Remember(
            _bandwidths,
            Best(BlockLength * 4.0, 4, () => block.sum().Dispose()),
            Best(BlockLength * 4.0, 4, () => block.dot(block).Dispose())
        );
    }

    /// <summary>Operations per second of a float32 matrix product, of the size that is fastest here, the best of a few times.</summary>
    public double Products()
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        var (small, large) = (ones(1024, 1024), ones(2048, 2048));
        return Remember(
            _products,
            Best(2 * Math.Pow(1024, 3), 8, () => small.mm(small).Dispose()),
            Best(2 * Math.Pow(2048, 3), 2, () => large.mm(large).Dispose())
        );
    }

    /// <summary>The middle of all that was measured so far.</summary>
    public MachineLimits Limits() => new(Middle(_bandwidths), Middle(_products), get_num_threads());

    /// <summary>Measures limit and rate in turns.</summary>
    /// <returns>The middle rate, and the middle of the rates' shares of the limits measured just before and after them.</returns>
    public static (double Rate, double Share) InTurns(Func<double> limit, Func<double> rate, int rounds)
    {
        var (rates, shares) = (new List<double>(), new List<double>());
        var before = limit();
        for (var round = 0; round < rounds; round++)
        {
            var measured = rate();
            var after = limit();
            rates.Add(measured);
            shares.Add(measured / ((before + after) / 2));
            before = after;
        }

        return (Middle(rates), Middle(shares));
    }

    private static double Remember(List<double> seen, double one, double other)
    {
        seen.Add(Math.Max(one, other));
        return seen[^1];
    }

    private static double Best(double amount, int runs, Action work)
    {
        work(); // the first touch of memory and code
        var best = double.PositiveInfinity;
        for (var run = 0; run < runs; run++)
        {
            var start = TimeProvider.System.GetTimestamp();
            work();
            best = Math.Min(best, TimeProvider.System.GetElapsedTime(start).TotalSeconds);
        }

        return amount / best;
    }

    private static double Middle(List<double> values) =>
        values.Count == 0 ? 0 : values.Order().ElementAt(values.Count / 2);
}
