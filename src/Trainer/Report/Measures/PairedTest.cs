using R1Code.Trainer;

namespace R1Code.Report.Measures;

/// <summary>
/// Whether two measurements of the same problems differ: the signs of the differences are flipped at random, which under "no
/// difference" changes nothing. Problems are the units, pooled over seeds; so it speaks about these seeds' models.
/// That the difference is the same in each seed is for <see cref="SeedDifferences"/> to show.
/// </summary>
/// <param name="Difference">Mean of the differences, over problems and seeds.</param>
/// <param name="P">Two-sided probability of one at least as large under "no difference".</param>
/// <param name="SeedDifferences">The mean difference of each seed.</param>
/// <param name="Pairs">How many problems were compared, over all seeds.</param>
internal sealed record PairedTest(double Difference, double P, IReadOnlyList<double> SeedDifferences, int Pairs)
{
    private const int Flips = 10_000;

    /// <summary>How many seeds differ in the direction of the mean.</summary>
    public int SeedsAgreeing => SeedDifferences.Count(d => Math.Sign(d) == Math.Sign(Difference));

    /// <summary>Compares a with b, seed by seed; null where no problem was measured by both.</summary>
    public static PairedTest? Of(
        IReadOnlyList<(IReadOnlyDictionary<string, double> A, IReadOnlyDictionary<string, double> B)> seeds
    )
    {
        var perSeed = seeds
            .Select(seed =>
                seed.A.Where(a => seed.B.ContainsKey(a.Key))
                    .OrderBy(a => a.Key, StringComparer.Ordinal)
                    .Select(a => a.Value - seed.B[a.Key])
                    .ToList()
            )
            .Where(differences => differences.Count > 0)
            .ToList();
        if (perSeed.Count == 0)
        {
            return null;
        }

        var all = perSeed.SelectMany(differences => differences).ToArray();
        var mean = all.Average();
        return new PairedTest(mean, Probability(all, mean), [.. perSeed.Select(d => d.Average())], all.Length);
    }

    private static double Probability(double[] differences, double mean)
    {
        var random = SeededRandom.For(1, "sign flips");
        var extreme = 0;
        for (var flip = 0; flip < Flips; flip++)
        {
            double sum = 0;
            ulong bits = 0;
            for (var i = 0; i < differences.Length; i++)
            {
                bits = i % 64 == 0 ? random.NextUInt64() : bits >> 1;
                sum += (bits & 1) == 0 ? differences[i] : -differences[i];
            }

            // A hair of tolerance: equal sums must count as equal whatever the order of adding.
            extreme += Math.Abs(sum / differences.Length) >= Math.Abs(mean) - 1e-12 ? 1 : 0;
        }

        return (extreme + 1.0) / (Flips + 1.0);
    }
}
