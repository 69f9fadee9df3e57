namespace R1Code.Trainer.Learning;

/// <summary>What the optimizer steps on one batch did, for the log. Token figures are over the tokens that were learned from.</summary>
public sealed class PolicyUpdate
{
    private double _clippedLow;
    private double _clippedHigh;
    private double _kl;
    private double _entropy;
    private double _tokens;

    /// <summary>Sum of the optimizer steps' losses.</summary>
    public double Loss { get; internal set; }

    /// <summary>Length of each step's gradient, before clipping.</summary>
    public IList<double> GradientNorms { get; } = [];

    /// <summary>Largest difference between the sampler's log-probability of a token and the learner's, before the first step.</summary>
    public double MaxLogProbDifference { get; internal set; }

    /// <summary>Share of tokens clipped below.</summary>
    public double ClipLow => Mean(_clippedLow);

    /// <summary>Share of tokens clipped above.</summary>
    public double ClipHigh => Mean(_clippedHigh);

    /// <summary>Mean divergence from the reference.</summary>
    public double Kl => Mean(_kl);

    /// <summary>Mean entropy of the policy's distributions, in nats.</summary>
    public double Entropy => Mean(_entropy);

    /// <summary>A step's micro-batches, in order; before the step's norm is known.</summary>
    internal void Add(IReadOnlyList<PolicyGradient> parts)
    {
        foreach (var part in parts)
        {
            Loss += part.Loss;
            _clippedLow += part.ClippedLow;
            _clippedHigh += part.ClippedHigh;
            _kl += part.KlSum;
            _entropy += part.EntropySum;
            _tokens += part.Tokens;
            // Before the first step policy and sampler are the same weights: what differs is arithmetic.
            if (GradientNorms.Count == 0)
            {
                MaxLogProbDifference = Math.Max(MaxLogProbDifference, part.LogProbDifference);
            }
        }
    }

    private double Mean(double sum) => _tokens == 0 ? 0 : sum / _tokens;
}
