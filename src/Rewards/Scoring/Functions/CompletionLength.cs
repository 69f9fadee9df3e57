namespace R1Code.Rewards.Functions;

/// <summary>What a length is counted in.</summary>
public enum LengthUnit
{
    /// <summary>Tokens of the policy; where the caller has none, functions that need them do not apply.</summary>
    Tokens,

    /// <summary>Characters of the completion.</summary>
    Characters,
}

/// <summary>How long a completion is.</summary>
internal static class CompletionLength
{
    /// <summary>The length; null where tokens are asked for and not known.</summary>
    public static int? Of(RewardInput input, LengthUnit unit) =>
        unit == LengthUnit.Tokens ? input.TokenIds?.Count : input.Completion.Length;
}
