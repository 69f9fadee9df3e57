using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;
using R1Code.Trainer.Evaluation;

namespace R1Code.Cli.Scoring;

/// <summary>Sums scores up one by one, so that a summary of any number of them takes the memory of one.</summary>
internal sealed class ScoreTally
{
    private readonly HashSet<string> _problems = new(StringComparer.Ordinal);
    private readonly SortedDictionary<VerdictStatus, int> _verdicts = [];
    private readonly Dictionary<string, (double Sum, int Count)> _rewards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (int Samples, int Correct)> _judged = new(StringComparer.Ordinal);
    private int _completions;
    private double _sum;
    private int _scored;

    /// <summary>One more.</summary>
    public void Add(RewardBreakdown score)
    {
        _completions++;
        _problems.Add(score.ProblemId);
        if (score.Reward is { } reward)
        {
            _sum += reward;
            _scored++;
        }

        foreach (var (name, value) in score.Rewards)
        {
            if (value is { } number)
            {
                var (sum, count) = _rewards.GetValueOrDefault(name);
                _rewards[name] = (sum + number, count + 1);
            }
        }

        if (score.Verdict?.Status is { } status)
        {
            AddVerdict(score.ProblemId, status);
        }
    }

    /// <summary>What they came to so far.</summary>
    public ScoreSummary Summary() =>
        new()
        {
            Problems = _problems.Count,
            Completions = _completions,
            Verdicts = _verdicts.ToDictionary(v => v.Key.ToString(), v => v.Value),
            MeanReward = _scored == 0 ? null : _sum / _scored,
            MeanRewards = _rewards.ToDictionary(r => r.Key, r => r.Value.Sum / r.Value.Count),
            PassAtK = PassAt(),
            Unscored = _completions - _scored,
        };

    private void AddVerdict(string problem, VerdictStatus status)
    {
        _verdicts[status] = _verdicts.GetValueOrDefault(status) + 1;

        // A completion on which the sandbox failed says nothing about the model: it is no sample.
        if (status != VerdictStatus.SandboxFailure)
        {
            var (samples, correct) = _judged.GetValueOrDefault(problem);
            _judged[problem] = (samples + 1, correct + (status == VerdictStatus.Accepted ? 1 : 0));
        }
    }

    private Dictionary<int, double> PassAt()
    {
        if (_judged.Count == 0)
        {
            return [];
        }

        var most = _judged.Values.Max(p => p.Samples);
        return new[] { 1, 2, 4, 5, 8, 16, 32, 64, most }
            .Where(k => k <= most)
            .Distinct()
            .Order()
            .ToDictionary(
                k => k,
                k => _judged.Values.Where(p => p.Samples >= k).Average(p => PassAtK.Unbiased(p.Samples, p.Correct, k))
            );
    }
}
