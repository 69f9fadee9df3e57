using R1Code.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Learning;

/// <summary>A sequence to learn from: its tokens, and which of them the loss asks the model to predict.</summary>
/// <param name="Tokens">Token ids.</param>
/// <param name="Learned">One flag per token; the first token's is never used, because nothing predicts it.</param>
public sealed record TokenRow(int[] Tokens, bool[] Learned)
{
    /// <summary>For a row that several sequences were packed into: which of them each token belongs to; null for one sequence.</summary>
    public int[]? Segments { get; init; }

    /// <summary>How many tokens the loss counts.</summary>
    public int LearnedCount => Learned.Skip(1).Count(learned => learned);

    /// <summary>A prompt that is given and a completion that is learned.</summary>
    public static TokenRow Of(IReadOnlyList<int> prompt, IReadOnlyList<int> completion)
    {
        var learned = new bool[prompt.Count + completion.Count];
        Array.Fill(learned, true, prompt.Count, completion.Count);
        return new TokenRow([.. prompt, .. completion], learned);
    }
}

/// <summary>Rows of different lengths as tensors, padded on the right.</summary>
internal static class TokenRows
{
    /// <summary>Ids (batch, time) and the mask of learned next tokens (batch, time − 1).</summary>
    public static (Tensor Ids, Tensor Mask) Pad(IReadOnlyList<TokenRow> rows, int padId, Device device)
    {
        var time = rows.Max(row => row.Tokens.Length);
        var ids = new long[rows.Count * time];
        var mask = new bool[rows.Count * (time - 1)];
        Array.Fill(ids, padId);
        for (var r = 0; r < rows.Count; r++)
        {
            for (var t = 0; t < rows[r].Tokens.Length; t++)
            {
                ids[r * time + t] = rows[r].Tokens[t];
                if (t > 0)
                {
                    mask[r * (time - 1) + t - 1] = rows[r].Learned[t];
                }
            }
        }

        return (
            tensor(ids, device: device).view(rows.Count, time),
            tensor(mask, device: device).view(rows.Count, time - 1)
        );
    }

    /// <summary>
    /// Lays sequences behind each other in rows of at most <paramref name="length"/> tokens, the longest first, each where
    /// the least room is left that suffices. A sequence longer than that has a row of its own.
    /// </summary>
    public static List<TokenRow> Pack(IReadOnlyList<TokenRow> rows, int length)
    {
        var bins = new List<(int Used, List<TokenRow> Parts)>();
        foreach (var row in rows.OrderByDescending(row => row.Tokens.Length))
        {
            var best = Enumerable
                .Range(0, bins.Count)
                .Where(i => bins[i].Used + row.Tokens.Length <= length)
                .OrderByDescending(i => bins[i].Used)
                .Cast<int?>()
                .FirstOrDefault();
            if (best is { } at)
            {
                bins[at].Parts.Add(row);
                bins[at] = (bins[at].Used + row.Tokens.Length, bins[at].Parts);
            }
            else
            {
                bins.Add((row.Tokens.Length, [row]));
            }
        }

        return [.. bins.Select(bin => Join(bin.Parts))];
    }

    /// <summary>Who sees whom: everything before it, or, in packed rows, what belongs to the same sequence.</summary>
    public static AttentionContext Attention(IReadOnlyList<TokenRow> rows, Device device)
    {
        if (rows.All(row => row.Segments is null))
        {
            return AttentionContext.Causal;
        }

        var time = rows.Max(row => row.Tokens.Length);
        var segments = new long[rows.Count * time];
        Array.Fill(segments, long.MaxValue); // padding is a sequence of its own
        for (var r = 0; r < rows.Count; r++)
        {
            for (var t = 0; t < rows[r].Tokens.Length; t++)
            {
                segments[r * time + t] = rows[r].Segments?[t] ?? 0;
            }
        }

        return AttentionContext.FromSegments(tensor(segments, device: device).view(rows.Count, time));
    }

    private static TokenRow Join(List<TokenRow> parts)
    {
        // What one sequence begins with is not predicted by the end of another.
        return new TokenRow(
            [.. parts.SelectMany(part => part.Tokens)],
            [.. parts.SelectMany(part => part.Learned.Select((learned, t) => learned && t > 0))]
        )
        {
            Segments = [.. parts.SelectMany((part, i) => Enumerable.Repeat(i, part.Tokens.Length))],
        };
    }

    /// <summary>
    /// Cuts rows into micro-batches of at most <paramref name="budget"/> padded tokens, rows of similar length together so
    /// that little is padding. A row longer than the budget stands alone.
    /// </summary>
    /// <param name="rows">What to cut.</param>
    /// <param name="length">A row's tokens.</param>
    /// <param name="budget">Most padded tokens of a micro-batch.</param>
    /// <param name="workers">Micro-batches that are computed at the same time: where there are rows for it, their number is a multiple of this, and they are of about one size.</param>
    public static IEnumerable<IReadOnlyList<T>> MicroBatches<T>(
        IEnumerable<T> rows,
        Func<T, int> length,
        int budget,
        int workers = 1
    )
    {
        var sorted = rows.OrderByDescending(length).ToList();
        return Cut(sorted, length, workers == 1 ? budget : EvenBudget(sorted, length, budget, workers));
    }

    /// <summary>The smallest budget that makes no more micro-batches than the next multiple of the workers.</summary>
    private static int EvenBudget<T>(List<T> sorted, Func<T, int> length, int budget, int workers)
    {
        var parts = Cut(sorted, length, budget).Count();
        var (low, high) = (1, budget);
        for (parts = (parts + workers - 1) / workers * workers; low < high; )
        {
            var middle = low + (high - low) / 2;
            (low, high) = Cut(sorted, length, middle).Count() > parts ? (middle + 1, high) : (low, middle);
        }

        return high;
    }

    private static IEnumerable<IReadOnlyList<T>> Cut<T>(List<T> sorted, Func<T, int> length, int budget)
    {
        var micro = new List<T>();
        foreach (var row in sorted)
        {
            if (micro.Count > 0 && (long)length(micro[0]) * (micro.Count + 1) > budget)
            {
                yield return micro;
                micro = [];
            }

            micro.Add(row);
        }

        if (micro.Count > 0)
        {
            yield return micro;
        }
    }
}
