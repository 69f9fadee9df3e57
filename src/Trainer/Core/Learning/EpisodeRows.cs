using R1Code.Trainer.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace R1Code.Trainer.Learning;

/// <summary>
/// A row of the learner's batch: a prompt once, and behind it completions of that prompt, which do not see each other.
/// Each begins with the prompt's last token, so that every token is predicted by the one before it.
/// </summary>
/// <param name="Episodes">Whose completions stand in the row, as indices; all have the same prompt.</param>
/// <param name="Length">Tokens of the row.</param>
internal sealed record EpisodeRow(IReadOnlyList<int> Episodes, int Length)
{
    /// <summary>
    /// A row is not made longer than this by sharing: attention compares all its tokens with each other, and beyond
    /// this the comparison costs more than reading the prompt once saves.
    /// </summary>
    private const int Limit = 512;

    /// <summary>Episodes as rows, cut into micro-batches of at most <paramref name="budget"/> padded tokens; see <see cref="TokenRows.MicroBatches"/>.</summary>
    public static IEnumerable<IReadOnlyList<EpisodeRow>> MicroBatches(
        IReadOnlyList<Episode> all,
        IEnumerable<int> indices,
        int budget,
        int workers = 1
    ) => TokenRows.MicroBatches(Lay(all, indices).OrderBy(row => row.Episodes[0]), row => row.Length, budget, workers);

    /// <summary>Lays episodes into rows. A completion that finds no room beside others of its prompt has a row of its own.</summary>
    public static IEnumerable<EpisodeRow> Lay(IReadOnlyList<Episode> all, IEnumerable<int> indices)
    {
        foreach (var group in indices.GroupBy(i => all[i].Group))
        {
            var (members, length) = (new List<int>(), 0);
            foreach (var i in group.OrderByDescending(i => all[i].CompletionTokens.Count).ThenBy(i => i))
            {
                var added = all[i].CompletionTokens.Count + 1;
                if (members.Count > 0 && length + added > Limit)
                {
                    yield return new EpisodeRow(members, length);
                    members = [];
                }

                length = members.Count == 0 ? all[i].PromptTokens.Count - 1 + added : length + added;
                members.Add(i);
            }

            yield return new EpisodeRow(members, length);
        }
    }
}

/// <summary>Rows of a micro-batch as tensors, and the way back from them to one line per episode.</summary>
internal sealed class EpisodeTensors
{
    private readonly Tensor _ids; // (rows, time)
    private readonly Tensor _scored; // (rows, time − 1): which next tokens are completion tokens
    private readonly Tensor _places; // (episodes × longest): where in the scores each completion token stands
    private readonly AttentionContext _attention;

    /// <summary>Lays out a micro-batch in the current dispose scope.</summary>
    public EpisodeTensors(IReadOnlyList<Episode> all, IReadOnlyList<EpisodeRow> rows, int padId, Device device)
    {
        Episodes = [.. rows.SelectMany(row => row.Episodes)];
        var time = rows.Max(row => row.Length);
        var longest = Math.Max(1, Episodes.Max(i => all[i].CompletionTokens.Count));
        var size = rows.Count * time;
        var (ids, segments, positions) = (new long[size], new long[size], new long[size]);
        var scored = new bool[rows.Count * (time - 1)];
        var places = new long[Episodes.Count * longest];
        var mask = new float[places.Length];
        Array.Fill(ids, padId);
        Array.Fill(segments, -1);
        var line = 0;
        for (var r = 0; r < rows.Count; r++)
        {
            var prompt = all[rows[r].Episodes[0]].PromptTokens;
            var at = r * time;
            for (var t = 0; t < prompt.Count - 1; t++)
            {
                (ids[at], segments[at], positions[at]) = (prompt[t], 0, t);
                at++;
            }

            for (var part = 0; part < rows[r].Episodes.Count; part++)
            {
                var completion = all[rows[r].Episodes[part]].CompletionTokens;
                for (var t = 0; t <= completion.Count; t++)
                {
                    ids[at] = t == 0 ? prompt[^1] : completion[t - 1];
                    (segments[at], positions[at]) = (part + 1, prompt.Count - 1 + t);
                    if (t > 0)
                    {
                        var score = at - 1 - r; // a row of scores is one shorter than a row of tokens
                        scored[score] = true;
                        (places[line * longest + t - 1], mask[line * longest + t - 1]) = (score, 1);
                    }

                    at++;
                }

                line++;
            }
        }

        _ids = tensor(ids, device: device).view(rows.Count, time);
        _scored = tensor(scored, device: device).view(rows.Count, time - 1);
        _places = tensor(places, device: device);
        Mask = tensor(mask, device: device).view(Episodes.Count, longest);
        _attention = rows.All(row => row.Episodes.Count == 1)
            ? AttentionContext.Causal
            : AttentionContext.FromBranches(
                tensor(segments, device: device).view(rows.Count, time),
                tensor(positions, device: device).view(rows.Count, time),
                (int)positions.Max() + 1
            );
    }

    /// <summary>The episodes, in the order of the lines of all tensors.</summary>
    public IReadOnlyList<int> Episodes { get; }

    /// <summary>1 at completion tokens, (episodes, longest completion), float32.</summary>
    public Tensor Mask { get; }

    /// <summary>Log-probability, and entropy where asked for, of each completion token; what pads is 0. (episodes, longest completion)</summary>
    public TokenScores Score(DecoderModel model, double temperature, bool withEntropy = false) =>
        model
            .TokenLogProbs(_ids, _scored, _attention, temperature: temperature, withEntropy: withEntropy)
            .Select(scores => scores.reshape(-1).index_select(0, _places).view(Mask.shape) * Mask);

    /// <summary>Given values of completion tokens in the same shape, 0 where nothing stands.</summary>
    public Tensor Lay(IReadOnlyList<IReadOnlyList<float>> values)
    {
        var columns = (int)Mask.size(1);
        var laid = new float[Episodes.Count * columns];
        for (var line = 0; line < Episodes.Count; line++)
        {
            var own = values[Episodes[line]];
            for (var t = 0; t < own.Count; t++)
            {
                laid[line * columns + t] = own[t];
            }
        }

        return tensor(laid, device: Mask.device).view(Mask.shape);
    }
}
