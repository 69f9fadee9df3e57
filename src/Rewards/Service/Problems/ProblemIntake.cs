using R1Code.Rewards.Files;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Problems;

/// <summary>Turns what a request says of a problem into a problem worth judging, or into a reason why not.</summary>
internal sealed class ProblemIntake(IProblemStore store)
{
    private const int MostFaults = 5;

    /// <summary>The problem given or named; <paramref name="path"/> is where in the body it stands.</summary>
    public async ValueTask<(Problem? Problem, string? Fault)> ReadAsync(
        Problem? problem,
        string? problemId,
        string path,
        CancellationToken cancellationToken
    )
    {
        if (problem is not null && problemId is not null)
        {
            return (null, $"{path}problem: give problem or problem_id, not both");
        }

        if (problem is not null)
        {
            return Check(problem, $"{path}problem.") is { } fault ? (null, fault) : (problem, null);
        }

        if (string.IsNullOrEmpty(problemId))
        {
            return (null, $"{path}problem: missing; give a problem, or the problem_id of a registered one");
        }

        return await store.FindAsync(problemId, cancellationToken) is { } known
            ? (known, null)
            : (
                null,
                $"{path}problem_id: no problem '{Cut(problemId)}' is registered; PUT /v1/problems/{{id}} registers one"
            );
    }

    /// <summary>Null for a sound problem; otherwise its first faults.</summary>
    public static string? Check(Problem problem, string path)
    {
        // The serializer refuses null for members, but lets it through inside lists.
        var hole =
            problem.Tests.Any(t => t is null) ? "tests"
            : problem.StopTokens.Any(t => t is null) ? "stop_tokens"
            : null;
        if (hole is not null)
        {
            return $"{path}{hole}: holds null";
        }

        var faults = ProblemRules.Faults(problem).Take(MostFaults).ToList();
        return faults.Count == 0 ? null : string.Join("; ", faults.Select(f => $"{path}{f.Key}: {f.Reason}"));
    }

    private static string Cut(string text) => text.Length <= 80 ? text : text[..80] + "…";
}
