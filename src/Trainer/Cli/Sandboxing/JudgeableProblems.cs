using R1Code.Cli.Hosting;
using R1Code.Rewards.Files;
using R1Code.Sandbox;
using R1Code.Sandbox.Problems;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Sandboxing;

/// <summary>
/// Problem files for a sandbox: sound in themselves and within its bounds. A problem that could only end in a failure of
/// the sandbox is refused before any work.
/// </summary>
internal static class JudgeableProblems
{
    private const int MostShown = 20;

    /// <summary>All problems of a file.</summary>
    /// <exception cref="InputFileException">The file has faults.</exception>
    /// <exception cref="BadInputException">A problem asks for more than the sandbox gives.</exception>
    public static IReadOnlyList<Problem> Load(string path, SandboxOptions options)
    {
        var problems = ProblemFile.Load(path);
        Check(path, problems, options);
        return problems;
    }

    /// <summary>One problem of a file.</summary>
    /// <exception cref="InputFileException">The file has faults.</exception>
    /// <exception cref="BadInputException">The problem asks for more than the sandbox gives.</exception>
    public static Problem LoadOne(string path, string? id, SandboxOptions options)
    {
        var problem = ProblemFile.LoadOne(path, id);
        Check(path, [problem], options);
        return problem;
    }

    /// <summary>Why the sandbox could not judge a problem; nothing where it can, or where there is no code to judge.</summary>
    public static IEnumerable<string> FaultsOf(string path, Problem problem, SandboxOptions options) =>
        problem.Kind != "code"
            ? []
            : ProblemValidator.Validate(problem, options).Select(fault => $"{path}: problem '{problem.Id}': {fault}");

    private static void Check(string path, IReadOnlyList<Problem> problems, SandboxOptions options)
    {
        var faults = problems.SelectMany(problem => FaultsOf(path, problem, options)).Take(MostShown).ToList();
        if (faults.Count > 0)
        {
            throw new BadInputException(string.Join(Environment.NewLine, faults));
        }
    }
}
