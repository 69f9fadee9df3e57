namespace R1Code.Trainer.Rollouts;

/// <summary>
/// Draws one token from a row of probabilities. Cut-offs apply in the order top-k, top-p, min-p, each to what the one before
/// left, as Hugging Face has it; equally likely tokens rank by id.
/// </summary>
/// <param name="options">The cut-offs.</param>
internal sealed class TokenSampler(SamplingOptions options)
{
    private readonly bool _cuts = options.TopP < 1 || options.TopK > 0 || options.MinP > 0;

    /// <summary>The token at a point of the cumulative distribution.</summary>
    /// <param name="probabilities">The softmax of the row.</param>
    /// <param name="point">Where, in [0, 1).</param>
    /// <returns>The token and its log-probability among those that were left.</returns>
    public (int Id, float LogProb) Sample(ReadOnlySpan<float> probabilities, double point) =>
        _cuts ? SampleCut(probabilities, point) : SampleAll(probabilities, point);

    /// <summary>The likeliest token; the first of equals.</summary>
    public static (int Id, float LogProb) Greedy(ReadOnlySpan<float> probabilities)
    {
        var best = 0;
        for (var id = 1; id < probabilities.Length; id++)
        {
            if (probabilities[id] > probabilities[best])
            {
                best = id;
            }
        }

        RequireFinite(probabilities[best]);
        return (best, MathF.Log(probabilities[best]));
    }

    private static (int Id, float LogProb) SampleAll(ReadOnlySpan<float> probabilities, double point)
    {
        double sum = 0;
        var last = 0;
        for (var id = 0; id < probabilities.Length; id++)
        {
            var probability = probabilities[id];
            if (probability > 0)
            {
                sum += probability;
                last = id;
                if (sum > point)
                {
                    return (id, MathF.Log(probability));
                }
            }
        }

        // Rounding can leave the sum a little below one: what lies above it belongs to the last token.
        RequireFinite((float)sum);
        return (last, MathF.Log(probabilities[last]));
    }

    private (int Id, float LogProb) SampleCut(ReadOnlySpan<float> probabilities, double point)
    {
        var kept = Keep(probabilities);
        var total = kept.Sum(token => (double)token.Probability);
        double sum = 0;
        foreach (var (id, probability) in kept)
        {
            sum += probability / total;
            if (sum > point)
            {
                return (id, (float)Math.Log(probability / total));
            }
        }

        return (kept[^1].Id, (float)Math.Log(kept[^1].Probability / total));
    }

    /// <summary>The tokens left by all cut-offs, likeliest first.</summary>
    private List<(int Id, float Probability)> Keep(ReadOnlySpan<float> probabilities)
    {
        var kept = Candidates(probabilities);
        kept.Sort(
            (a, b) => a.Probability != b.Probability ? b.Probability.CompareTo(a.Probability) : a.Id.CompareTo(b.Id)
        );
        if (options.TopK > 0 && kept.Count > options.TopK)
        {
            kept.RemoveRange(options.TopK, kept.Count - options.TopK);
        }

        if (options.TopP < 1)
        {
            var wanted = options.TopP * (options.TopK > 0 ? kept.Sum(token => (double)token.Probability) : 1);
            double sum = 0;
            var count = 0;
            while (count < kept.Count && sum < wanted)
            {
                sum += kept[count++].Probability;
            }

            kept.RemoveRange(count, kept.Count - count);
        }

        var floor = options.MinP * kept[0].Probability;
        kept.RemoveAll(token => token.Probability < floor);
        return kept;
    }

    /// <summary>
    /// Tokens that can be left at all, to sort fewer. All tokens below (1 - top-p) / n together weigh less than 1 - top-p,
    /// so none of them is needed to reach top-p; with top-k the share changes and only min-p and zero decide.
    /// </summary>
    private List<(int Id, float Probability)> Candidates(ReadOnlySpan<float> probabilities)
    {
        var highest = Greedy(probabilities);
        var floor = options.MinP * probabilities[highest.Id];
        if (options.TopK == 0)
        {
            floor = Math.Max(floor, (1 - options.TopP) / probabilities.Length);
        }

        var candidates = new List<(int, float)>();
        for (var id = 0; id < probabilities.Length; id++)
        {
            if (probabilities[id] > 0 && probabilities[id] >= floor)
            {
                candidates.Add((id, probabilities[id]));
            }
        }

        return candidates;
    }

    private static void RequireFinite(float value)
    {
        if (!(value > 0))
        {
            throw new InvalidOperationException(
                "The model's logits are not finite: its weights are damaged or training has diverged."
            );
        }
    }
}
