namespace R1Code.Rewards.Service.Foreign.CodeJudge;

/// <summary>One submission as code-judge's clients send it.</summary>
internal sealed record Submission
{
    public string? SubId { get; init; }

    public required string Type { get; init; }

    public required string Solution { get; init; }

    public string? Input { get; init; }

    /// <summary>Null: running to the end is success.</summary>
    public string? ExpectedOutput { get; init; }
}

/// <summary>Several of them.</summary>
internal sealed record BatchSubmission
{
    public string? SubId { get; init; }

    public IReadOnlyList<Submission> Submissions { get; init; } = [];
}

/// <summary>What became of one.</summary>
internal sealed record SubmissionResult
{
    public required string SubId { get; init; }

    public required bool Success { get; init; }

    public required bool RunSuccess { get; init; }

    /// <summary>Seconds.</summary>
    public required double Cost { get; init; }

    /// <summary>Empty, <c>worker_timeout</c>, <c>queue_timeout</c> or <c>internal_error</c>.</summary>
    public required string Reason { get; init; }

    /// <summary>Only in the answers of <c>/run</c>.</summary>
    public string? Stdout { get; init; }

    public string? Stderr { get; init; }
}

/// <summary>What became of several.</summary>
internal sealed record BatchResult(string SubId, IReadOnlyList<SubmissionResult> Results);
