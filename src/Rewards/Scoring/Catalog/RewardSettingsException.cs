namespace R1Code.Rewards;

/// <summary>The settings of the rewards are wrong. The message names every key at fault and what is known there.</summary>
public sealed class RewardSettingsException : Exception
{
    /// <summary>From the faults found.</summary>
    public RewardSettingsException(IReadOnlyList<string> faults)
        : base(string.Join(Environment.NewLine, faults))
    {
        Faults = faults;
    }

    /// <summary>One sentence per fault, each starting with its key.</summary>
    public IReadOnlyList<string> Faults { get; }
}
