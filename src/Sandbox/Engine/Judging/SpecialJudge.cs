using System.Globalization;
using System.Text;
using R1Code.Sandbox.Compiling;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Running;

namespace R1Code.Sandbox.Judging;

/// <summary>
/// Runs problem authors' own judges: C# programs in a box that never runs submissions, a fresh process for every test. A
/// judge finds <c>input.txt</c>, <c>output.txt</c> and <c>expected.txt</c> in its working directory and gets these names as
/// its arguments. Exit code 0 accepts, 1 refuses; what it prints is the reason. Anything else is the judge's fault and
/// never the submission's.
/// </summary>
internal sealed class SpecialJudge(CompileService compiler, RunService problemRunner, int boxes, TimeProvider time)
{
    private const int KeptReason = 500;

    private readonly Lock _lock = new();
    private readonly Dictionary<JudgeText, SpecialChecks> _checks = [];

    /// <summary>A submission to this problem is under way. Checks of other submissions may wait for what it brings.</summary>
    public Session Enter(Problem problem)
    {
        var text = new JudgeText(problem.Checker.Source!, problem.LanguageVersion, problem.AllowUnsafe);
        lock (_lock)
        {
            if (!_checks.TryGetValue(text, out var checks))
            {
                checks = new SpecialChecks(RunAsync, boxes, time) { Ended = () => Forget(text) };
                _checks.Add(text, checks);
            }

            checks.Enter();
            return new Session(this, text, checks);
        }
    }

    // Checks of several submissions share a request, so it is not given up when one caller leaves.
    private Task<RunOutcome> RunAsync(RunRequest request) => problemRunner.RunAsync(request, CancellationToken.None);

    private async Task<Finding[]> CheckAsync(
        Session session,
        IEnumerable<DataFile[]> checks,
        CancellationToken cancellationToken
    )
    {
        var compiled = await compiler.CompileAsync(
            new CompileRequest
            {
                Kind = CompileKind.Program,
                Sources = [new SourceFile("judge.cs", session.Text.Source)],
                LanguageVersion = session.Text.LanguageVersion,
                AllowUnsafe = session.Text.AllowUnsafe,
            },
            deadline: null,
            cancellationToken
        );
        if (compiled.Reply is not { End: CompileEnd.Compiled } judge)
        {
            var reasons = compiled.Reply is null ? compiled.Message : string.Join('\n', compiled.Reply.Diagnostics);
            var failure = Finding.Failure($"the problem's special judge does not compile: {reasons}");
            return [.. checks.Select(_ => failure)];
        }

        var outcomes = await session.BringAsync(judge, checks, cancellationToken);
        return [.. outcomes.Select(run => run.IsSuccess ? Read(run.Reports[0]) : Finding.Failure(run.Failure))];
    }

    private static DataFile[] FilesOf(ProblemTest test, TestReport report) =>
        [
            new DataFile("input.txt", Encoding.UTF8.GetBytes(test.Input ?? "")),
            new DataFile("output.txt", report.Stdout),
            new DataFile("expected.txt", Encoding.UTF8.GetBytes(test.Expected ?? "")),
        ];

    private static Finding Read(TestReport report)
    {
        var said = Text.Start(report.Stdout, KeptReason) ?? Text.Start(report.Stderr, KeptReason);
        return report switch
        {
            { End: TestEnd.Exited, ExitCode: 0 } => Finding.Accepted,
            { End: TestEnd.Exited, ExitCode: 1 } => Finding.Wrong(said?.Trim() ?? "the special judge refused it"),
            _ => Finding.Failure(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the problem's special judge broke: {report.End}, exit code {report.ExitCode}: {said}"
                )
            ),
        };
    }

    // Whichever is last calls it with success: the session that ends or the worker that served it.
    private void Forget(JudgeText text)
    {
        lock (_lock)
        {
            if (_checks.TryGetValue(text, out var checks) && checks.IsIdle)
            {
                _checks.Remove(text);
            }
        }
    }

    internal sealed record JudgeText(string Source, string? LanguageVersion, bool AllowUnsafe);

    /// <summary>One submission's dealings with the judge: its tests are checked once, together, or not at all.</summary>
    internal sealed class Session(SpecialJudge owner, JudgeText text, SpecialChecks checks) : IDisposable
    {
        private bool _hasBrought;

        /// <summary>The judge's text, which says whose checks go together.</summary>
        public JudgeText Text => text;

        /// <summary>Lets the judge decide every test that is accepted so far, all at once; to be called once.</summary>
        /// <param name="tests">The submission's tests, as far as they were run.</param>
        /// <param name="given">What each was given.</param>
        /// <param name="reports">What each did.</param>
        /// <param name="cancellationToken">Stops the waiting.</param>
        public async Task<TestVerdict[]> DecideAsync(
            IReadOnlyList<TestVerdict> tests,
            IReadOnlyList<ProblemTest> given,
            IReadOnlyList<TestReport> reports,
            CancellationToken cancellationToken
        )
        {
            var decided = tests.ToArray();
            int[] open = [.. Enumerable.Range(0, tests.Count).Where(i => tests[i].Status == VerdictStatus.Accepted)];
            var files = open.Select(i => FilesOf(given[i], reports[i]));
            var findings = open.Length == 0 ? [] : await owner.CheckAsync(this, files, cancellationToken);
            foreach (var (i, finding) in open.Zip(findings))
            {
                decided[i] = tests[i] with { Status = finding.Status, Message = finding.Reason };
            }

            return decided;
        }

        /// <inheritdoc />
        public void Dispose()
        {
            if (!_hasBrought)
            {
                checks.Leave();
            }

            owner.Forget(text);
        }

        internal Task<RunOutcome[]> BringAsync(
            CompileReply judge,
            IEnumerable<DataFile[]> files,
            CancellationToken cancellationToken
        )
        {
            _hasBrought = true;
            return checks.RunAsync(judge, files, cancellationToken);
        }
    }
}
