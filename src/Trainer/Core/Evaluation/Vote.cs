using R1Code.Rewards.Contracts;
using R1Code.Sandbox.Protocol;

namespace R1Code.Trainer.Evaluation;

/// <summary>
/// What a completion votes for. Programs vote by what they do, not by how they are spelt: two that return the same in
/// every test are the same answer. Other answers vote by their text.
/// </summary>
internal static class Vote
{
    /// <summary>The answer; null for a completion that gives none (no code, not compiling), which has no vote.</summary>
    public static string? Of(Problem problem, string completion, RewardBreakdown score)
    {
        if (score.Verdict is { } verdict)
        {
            return verdict.Tests.Count == 0
                ? null
                : string.Join('\u001f', verdict.Tests.Select(test => $"{test.Status}\u001e{test.Output}"));
        }

        return AnswerVote.Of(completion) is { } answer ? $"{problem.Kind}:{answer}" : null;
    }
}

/// <summary>The vote of a completion by the text of its answer, where nothing is known of what it does.</summary>
public static class AnswerVote
{
    /// <summary>The answer between its tags, else the last line; null for none.</summary>
    public static string? Of(string completion)
    {
        var answer = Between(completion, "<answer>", "</answer>") ?? LastLine(completion);
        return string.IsNullOrWhiteSpace(answer) ? null : answer.Trim();
    }

    private static string? Between(string text, string open, string close)
    {
        var start = text.LastIndexOf(open, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(close, start, StringComparison.Ordinal);
        return end < 0 ? null : text[(start + open.Length)..end];
    }

    private static string LastLine(string text) => text.TrimEnd()[(text.TrimEnd().LastIndexOf('\n') + 1)..];
}
