namespace R1Code.Rewards;

/// <summary>Options of a reward function: a record whose properties are the names users write, in snake_case.</summary>
public interface IRewardOptions
{
    /// <summary>What is wrong with the values, each starting with the option's name; empty when all is well.</summary>
    IEnumerable<string> Faults();
}

/// <summary>For functions without options.</summary>
public sealed record NoOptions : IRewardOptions
{
    /// <inheritdoc/>
    public IEnumerable<string> Faults() => [];
}
