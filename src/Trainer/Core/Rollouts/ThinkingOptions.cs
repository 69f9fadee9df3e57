using System.ComponentModel.DataAnnotations;

namespace R1Code.Trainer.Rollouts;

/// <summary>
/// A thinking budget at inference ("budget forcing"): a thought that is too long is closed and must be answered; one that
/// ends too early goes on behind a "Wait".
/// </summary>
public sealed record ThinkingOptions
{
    /// <summary>Most tokens of thought, after which it is closed; null for no limit. The default value is null.</summary>
    [Range(0, 1_000_000)]
    public int? MaxTokens { get; init; }

    /// <summary>How often the end of a thought is replaced by <see cref="WaitText"/>. The default value is 0.</summary>
    [Range(0, 1000)]
    public int Waits { get; init; }

    /// <summary>
    /// What stands in place of the end of a thought; null takes "等等" where the thought's last letter is Chinese, else
    /// "wait". The default value is null.
    /// </summary>
    public string? WaitText { get; init; }

    /// <summary>What closes a thought that is cut. The default value is the end of the thought and the start of the answer.</summary>
    public string CloseText { get; init; } = "</think><answer>";
}
