using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using R1Code.Sandbox;
using R1Code.Sandbox.Auditing;
using R1Code.Sandbox.Protocol;

namespace R1Code.Cli.Bench.Soak;

/// <summary>
/// Judges many submissions and looks at the sandbox from outside all the while: wrong verdicts, memory of boxes, and what
/// is left when all is done.
/// </summary>
internal sealed class SoakRun(CSharpSandbox sandbox, SoakPlan plan, int submissions, int inFlight, Action<string> note)
{
    private const int Looks = 40;

    private readonly ConcurrentQueue<string> _wrong = new();
    private readonly List<SoakLook> _looks = [];
    private readonly Lock _looking = new();
    private int _done;

    /// <summary>Verdicts that were not the right ones, with what they were.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    /// <summary>What was seen, in order.</summary>
    public IReadOnlyList<SoakLook> Seen => _looks;

    /// <summary>Judges all of them, and waits for nothing to run any more.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var every = Math.Max(1, submissions / Looks);
        var options = new ParallelOptions { MaxDegreeOfParallelism = inFlight, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            Enumerable.Range(0, submissions),
            options,
            async (place, token) =>
            {
                await JudgeAsync(place, token);
                var done = Interlocked.Increment(ref _done);
                if (done % every == 0)
                {
                    await LookAsync(done, token);
                }
            }
        );
        await LookAsync(submissions, cancellationToken);
    }

    private async Task JudgeAsync(int place, CancellationToken cancellationToken)
    {
        var submission = plan.At(place);
        var program = submission.Program;
        var fault =
            submission.Arguments.Count == 0
                ? Fault(await sandbox.JudgeAsync(program.Problem, program.Source, cancellationToken), program)
                : Fault(await sandbox.RunAsync(Run(submission), cancellationToken), program);
        if (fault is not null)
        {
            _wrong.Enqueue($"{program.Name} (submission {place.ToString(CultureInfo.InvariantCulture)}): {fault}");
            note($"wrong: {program.Name}: {fault}");
        }
    }

    private static ProgramRun Run(SoakSubmission submission) =>
        new()
        {
            Sources = [new SourceFile("submission.cs", submission.Program.Source)],
            Stdin = Encoding.UTF8.GetBytes(submission.Program.Problem.Tests[0].Input ?? ""),
            Args = submission.Arguments,
            Limits = submission.Program.Problem.Limits,
        };

    private static string? Fault(Verdict verdict, GoldenProgram program) =>
        program.Allowed.Contains(verdict.Status)
            ? null
            : $"{verdict.Status} instead of {string.Join(" or ", program.Allowed)}: {verdict.Message} {string.Join("; ", verdict.Tests.Select(t => t.Message))}";

    private static string? Fault(ProgramOutcome outcome, GoldenProgram program) =>
        !program.Allowed.Contains(outcome.Status)
            ? $"{outcome.Status} instead of {string.Join(" or ", program.Allowed)}: {outcome.Message} {Encoding.UTF8.GetString(outcome.Stderr)}"
        : Encoding.UTF8.GetString(outcome.Stdout) != program.Problem.Tests[0].Expected ? "it printed something else"
        : null;

    private async Task LookAsync(int done, CancellationToken cancellationToken)
    {
        var boxes = await SandboxAudit.LookAsync(sandbox, cancellationToken);
        var look = new SoakLook(
            done,
            boxes,
            Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(),
            GC.GetTotalMemory(forceFullCollection: true) - sandbox.Health.CompileCacheBytes
        );
        lock (_looking)
        {
            _looks.Add(look);
        }

        note(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{done} of {submissions}, {_wrong.Count} wrong; compiler {look.Megabytes("compiler"):0} MB, runner {look.Megabytes("runner"):0} MB"
            )
        );
    }
}

/// <summary>What was seen after so many submissions.</summary>
/// <param name="Done">How many were judged by then.</param>
/// <param name="Boxes">The boxes that lived.</param>
/// <param name="Descriptors">Open descriptors of this process.</param>
/// <param name="ManagedBytes">Managed memory of this process, without cached compilations.</param>
internal sealed record SoakLook(int Done, IReadOnlyList<BoxUsage> Boxes, int Descriptors, long ManagedBytes)
{
    /// <summary>Resident memory of the largest box of a role.</summary>
    public double Megabytes(string role) =>
        Boxes.Where(box => box.Role == role).Select(box => box.ResidentBytes / 1e6).DefaultIfEmpty(0).Max();
}
