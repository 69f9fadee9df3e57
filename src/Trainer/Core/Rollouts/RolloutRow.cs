using System.Text;
using R1Code.Trainer.Tokenization;

namespace R1Code.Trainer.Rollouts;

/// <summary>One completion being written.</summary>
internal sealed class RolloutRow(RolloutRequest request, StreamingDecoder? decoder, ThinkingGuide? guide = null)
{
    private readonly List<int> _ids = [];
    private readonly List<float> _logProbs = [];
    private readonly StringBuilder _text = new();
    private int _latestText;

    public RolloutRequest Request => request;

    public int Count => _ids.Count;

    public int LastId => _ids[^1];

    /// <summary>Why it ended, or null while it goes on.</summary>
    public FinishReason? Finish { get; set; }

    /// <summary>Holds the thought to its budget; null where there is none.</summary>
    public ThinkingGuide? Guide => guide;

    public void Append(int id, float logProb)
    {
        _ids.Add(id);
        _logProbs.Add(logProb);
        if (decoder is not null)
        {
            var piece = decoder.Append(id);
            _latestText = piece.Length;
            _text.Append(piece);
        }
    }

    /// <summary>Whether the latest token completed one of the texts.</summary>
    public bool EndsIn(IReadOnlyList<string> stops)
    {
        if (stops.Count == 0)
        {
            return false;
        }

        var reach = Math.Min(_text.Length, _latestText + stops.Max(stop => stop.Length) - 1);
        var tail = _text.ToString(_text.Length - reach, reach);
        return stops.Any(stop => tail.Contains(stop, StringComparison.Ordinal));
    }

    public Rollout ToRollout(FinishReason reason) => new(request.Id, [.. _ids], [.. _logProbs], reason);
}
