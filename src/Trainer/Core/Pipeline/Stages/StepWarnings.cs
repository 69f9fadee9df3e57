namespace R1Code.Trainer.Pipeline.Stages;

/// <summary>
/// Says what a run of bad numbers means and what to do. Each warning needs some steps in a row, is given once, and again
/// only after the numbers had recovered.
/// </summary>
internal sealed class StepWarnings(Action<string> warn)
{
    private const int Patience = 5;

    private readonly Dictionary<string, int> _inARow = new(StringComparer.Ordinal);

    /// <summary>Looks at a step's metrics.</summary>
    public void Look(IReadOnlyDictionary<string, double> metrics)
    {
        var uniform = metrics["frac_reward_zero_std"];
        var solved = metrics["reward"];
        Check(
            "uniform",
            uniform > 0.9,
            $"{uniform:P0} of the groups have equal rewards, so there is next to nothing to learn from (mean reward {solved:0.00}): "
                + "choose problems of another difficulty, raise num_generations or temperature, or set dynamic_sampling"
        );
        Check(
            "entropy",
            metrics["entropy"] < 0.01 && uniform < 1,
            $"entropy is down to {metrics["entropy"]:0.0000}: the policy hardly explores any more; raise epsilon_high or entropy_coef, or lower learning_rate"
        );
        Check(
            "truncated",
            metrics.GetValueOrDefault("completions/clipped_ratio") > 0.5,
            $"{metrics.GetValueOrDefault("completions/clipped_ratio"):P0} of the completions are cut at max_completion_length: raise it, or set mask_truncated_completions"
        );
        Check(
            "mismatch",
            metrics["sampling/sampling_logp_difference/max"] > 0.05,
            $"sampler and learner disagree by up to {metrics["sampling/sampling_logp_difference/max"]:0.000} nats on a token: importance ratios are wrong; this is a bug or too coarse a dtype"
        );
        Check(
            "unscorable",
            metrics["unscorable"] > 0,
            $"{metrics["unscorable"]:0} completions of a step could not be scored: look at the sandbox (./r1code doctor)"
        );
        Check(
            "hacking",
            metrics.TryGetValue("rewards/code/mean", out var code)
                && code < 0.02
                && metrics["reward"] > 0.3
                && uniform < 0.9,
            "the reward grows although hardly any program passes its tests: the policy may be earning it elsewhere; read some completions"
        );
    }

    private void Check(string name, bool bad, string message)
    {
        var count = bad ? _inARow.GetValueOrDefault(name) + 1 : 0;
        _inARow[name] = count;
        if (count == Patience)
        {
            warn(message);
        }
    }
}
