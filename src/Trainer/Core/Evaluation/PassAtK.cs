namespace R1Code.Trainer.Evaluation;

/// <summary>Estimators over n completions of one problem.</summary>
public static class PassAtK
{
    /// <summary>The chance that at least one of k completions drawn from n is among the c right ones: 1 − C(n−c, k)/C(n, k).</summary>
    public static double Unbiased(int n, int c, int k)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, n);
        if (n - c < k)
        {
            return 1;
        }

        // The quotient as a product, so that no factorial overflows.
        var miss = 1.0;
        for (var i = n - c + 1; i <= n; i++)
        {
            miss *= 1 - (double)k / i;
        }

        return 1 - miss;
    }

    /// <summary>The most frequent answer, the first seen among equals; −1 where all are null. Gives the index of its first occurrence.</summary>
    public static int Majority(IReadOnlyList<string?> answers)
    {
        var counts = answers
            .Select((answer, index) => (answer, index))
            .Where(pair => pair.answer is not null)
            .GroupBy(pair => pair.answer!, pair => pair.index, StringComparer.Ordinal)
            .ToList();

        // GroupBy keeps the order of first sight and MaxBy takes the first of equals.
        return counts.Count == 0 ? -1 : counts.MaxBy(group => group.Count())!.First();
    }
}
