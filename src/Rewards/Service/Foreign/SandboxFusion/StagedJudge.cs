using System.Text;
using R1Code.Rewards.Service.Scoring;
using R1Code.Sandbox.Judging;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Foreign.SandboxFusion;

/// <summary>What judging tests with files brought: the verdict, and per test the files that were read back.</summary>
internal sealed record StagedVerdict(Verdict Verdict, IReadOnlyList<IReadOnlyList<DataFile>> Files);

/// <summary>
/// Judges a submission on tests that lay and read files. The engine's own judging knows standard streams only, so each
/// test is a run of its own: compiled once, compared here, never in the box.
/// </summary>
internal sealed class StagedJudge(ISandbox sandbox, SubmissionJudge judge)
{
    // As the engine keeps of a test's output in a verdict.
    private const int KeptOutput = 4096;

    public async Task<StagedVerdict> JudgeAsync(
        Submission submission,
        IReadOnlyList<StagedTest> tests,
        Origin origin,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<IReadOnlyList<DataFile>> files = [];
        var judged = await judge.JudgeByAsync(
            submission.Problem.Id,
            submission.Code,
            async token =>
            {
                (var verdict, files) = await RunAsync(submission, tests, token);
                return verdict;
            },
            origin,
            cancellationToken
        );
        return new StagedVerdict(judged.Verdict!, files);
    }

    private async Task<(Verdict Verdict, IReadOnlyList<IReadOnlyList<DataFile>> Files)> RunAsync(
        Submission submission,
        IReadOnlyList<StagedTest> tests,
        CancellationToken cancellationToken
    )
    {
        var verdicts = new List<TestVerdict>();
        var files = new List<IReadOnlyList<DataFile>>();
        var compileMs = 0.0;
        foreach (var test in tests)
        {
            var outcome = await sandbox.RunAsync(Run(submission, test), cancellationToken);
            if (Ended(outcome, tests.Count) is { } end)
            {
                return (end, []);
            }

            compileMs = Math.Max(compileMs, outcome.CompileMs);
            verdicts.Add(Decide(test, outcome));
            files.Add(outcome.Files);
            if (!submission.RunsAll && verdicts[^1].Status != VerdictStatus.Accepted)
            {
                break;
            }
        }

        var verdict = new Verdict
        {
            Status = VerdictStatuses.Total(verdicts.Select(v => v.Status)),
            Passed = verdicts.Count(v => v.Status == VerdictStatus.Accepted),
            Total = tests.Count,
            CompileMs = compileMs,
            Tests = verdicts,
        };
        return (verdict, files);
    }

    private static ProgramRun Run(Submission submission, StagedTest test) =>
        new()
        {
            Sources = [new SourceFile("Program.cs", submission.Code)],
            Stdin = Encoding.UTF8.GetBytes(test.Stdin),
            Files = test.Files,
            FetchFiles = [.. test.Outputs.Keys],
            CompileTimeoutMs = submission.CompileMs,
            Limits = submission.Problem.Limits,
        };

    /// <summary>What ends the submission before or beside its tests; null when the test ran.</summary>
    private static Verdict? Ended(ProgramOutcome outcome, int total) =>
        outcome.Status
            is VerdictStatus.SandboxFailure
                or VerdictStatus.Rejected
                or VerdictStatus.CompileError
                or VerdictStatus.CompileTimeout
                or VerdictStatus.NoCode
            ? Verdict.Without(outcome.Status, total, outcome.Message) with
            {
                CompileMs = outcome.CompileMs,
                Diagnostics = outcome.Diagnostics,
            }
            : null;

    private static TestVerdict Decide(StagedTest test, ProgramOutcome outcome)
    {
        var difference = outcome.Status == VerdictStatus.Accepted ? Difference(test, outcome) : null;
        return new TestVerdict
        {
            Status = difference is null ? outcome.Status : VerdictStatus.WrongAnswer,
            WallMs = outcome.WallMs,
            CpuMs = outcome.CpuMs,
            MemoryBytes = outcome.MemoryBytes,
            ExitCode = outcome.ExitCode,
            Signal = outcome.Signal,
            Output = Text(outcome.Stdout),
            Message = difference ?? Text(outcome.Stderr),
        };
    }

    private static string? Difference(StagedTest test, ProgramOutcome outcome)
    {
        if (test.Stdout is { } stdout && OutputComparison.Difference(outcome.Stdout, stdout) is { } streams)
        {
            return streams;
        }

        foreach (var (name, expected) in test.Outputs)
        {
            var written = outcome.Files.FirstOrDefault(f => f.Name == name);
            var difference = written is null
                ? "was not written, or is no regular file within the limit"
                : OutputComparison.Difference(written.Content, expected);
            if (difference is not null)
            {
                return $"file '{name}': {difference}";
            }
        }

        return null;
    }

    private static string Text(byte[] bytes) =>
        Encoding.UTF8.GetString(bytes.AsSpan(0, Math.Min(bytes.Length, KeptOutput)));
}

/// <summary>A submission to tests with files.</summary>
/// <param name="Problem">Its name and limits.</param>
/// <param name="Code">The program.</param>
/// <param name="CompileMs">Limit of the compilation.</param>
/// <param name="RunsAll">Whether tests after the first failed one run.</param>
internal sealed record Submission(Problem Problem, string Code, int CompileMs, bool RunsAll);
