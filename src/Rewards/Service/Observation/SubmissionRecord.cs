using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Observation;

/// <summary>One submission as the web page shows it. Texts are cut to <see cref="MaxText"/> characters.</summary>
internal sealed record SubmissionRecord
{
    /// <summary>Most characters of code kept for one submission.</summary>
    public const int MaxText = 32 * 1024;

    /// <summary>Running number, newest highest: in this process, or in the database that several share.</summary>
    public long Number { get; init; }

    /// <summary>The process that judged it; null where there is only one.</summary>
    public string? Node { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Client { get; init; }

    /// <summary>The protocol it came by: <c>score</c>, <c>job</c>, <c>judge</c>, <c>run_code</c>, …</summary>
    public required string Protocol { get; init; }

    public string? ProblemId { get; init; }

    /// <summary>The completion or source.</summary>
    public required string Text { get; init; }

    /// <summary>Null where nothing was judged (math, logic).</summary>
    public VerdictStatus? Status { get; init; }

    public double JudgeMs { get; init; }

    public double? Reward { get; init; }

    public IReadOnlyDictionary<string, double?>? Rewards { get; init; }

    public Verdict? Verdict { get; init; }

    /// <summary>As a list shows it: code and facts come with the one that is opened.</summary>
    public SubmissionRecord Summary() => this with { Text = "", Verdict = null };

    /// <summary>The texts in which a search looks.</summary>
    public IEnumerable<string> Words() =>
        new[] { ProblemId, Client, Protocol, Status?.ToString(), Node, Text }.OfType<string>();

    public static string Cut(string text) =>
        text.Length <= MaxText
            ? text
            : string.Concat(text.AsSpan(0, MaxText), $"\n… {text.Length - MaxText} more characters");
}
