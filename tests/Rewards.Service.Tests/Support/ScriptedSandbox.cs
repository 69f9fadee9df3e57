using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Tests.Support;

/// <summary>
/// A sandbox whose facts the submission states in a comment, such as <c>// says: TimeLimit</c>: these tests are about the
/// service's own behaviour and its protocols. What the real engine says is tested with the real engine.
/// </summary>
internal sealed partial class ScriptedSandbox : ISandbox
{
    private readonly ConcurrentDictionary<string, int> _calls = new(StringComparer.Ordinal);
    private int _running;
    private int _mostRunning;

    /// <summary>Awaited inside every call: tests hold submissions back with it.</summary>
    public Func<string, CancellationToken, Task> Gate { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Set while the sandbox fails on everything, as it does without its engine.</summary>
    public bool IsBroken { get; set; }

    public int Calls => _calls.Values.Sum();

    public int MostRunning => _mostRunning;

    public int CallsOf(string source) => _calls.GetValueOrDefault(source);

    public async Task<Verdict> JudgeAsync(Problem problem, string source, CancellationToken cancellationToken)
    {
        var status = await EnterAsync(source, cancellationToken);
        var total = problem.Tests.Count;
        if (
            status
            is VerdictStatus.CompileError
                or VerdictStatus.CompileTimeout
                or VerdictStatus.Rejected
                or VerdictStatus.SandboxFailure
        )
        {
            return Verdict.Without(
                status,
                total,
                status == VerdictStatus.SandboxFailure ? "the box was lost" : null
            ) with
            {
                Diagnostics = status == VerdictStatus.CompileError ? ["(1,1): error CS1002: ; expected"] : [],
                CompileMs = 5,
            };
        }

        var tests = problem
            .Tests.Select(
                (test, i) =>
                    i == 0 || status == VerdictStatus.Accepted ? Test(status, test) : Test(VerdictStatus.Accepted, test)
            )
            .ToList();
        return new Verdict
        {
            Status = status,
            Passed = tests.Count(t => t.Status == VerdictStatus.Accepted),
            Total = total,
            CompileMs = 5,
            Tests = tests,
        };
    }

    public async Task<ProgramOutcome> RunAsync(ProgramRun run, CancellationToken cancellationToken)
    {
        var source = run.Sources[0].Text;
        var status = await EnterAsync(source, cancellationToken);
        var hasRun =
            status
            is not (
                VerdictStatus.CompileError
                or VerdictStatus.CompileTimeout
                or VerdictStatus.Rejected
                or VerdictStatus.SandboxFailure
            );
        return new ProgramOutcome
        {
            Status = status,
            CompileMs = 5,
            Diagnostics = status == VerdictStatus.CompileError ? ["(1,1): error CS1002: ; expected"] : [],
            Stdout = hasRun ? Encoding.UTF8.GetBytes(Says("prints", source) ?? Encoding.UTF8.GetString(run.Stdin)) : [],
            Stderr =
                hasRun && status == VerdictStatus.RuntimeError
                    ? "Unhandled exception. System.Exception: no"u8.ToArray()
                    : [],
            ExitCode = status switch
            {
                VerdictStatus.Accepted => 0,
                VerdictStatus.RuntimeError when Says("signal", source) is null => 134,
                _ => null,
            },
            Signal = Says("signal", source) is { } signal
                ? int.Parse(signal, System.Globalization.CultureInfo.InvariantCulture)
                : null,
            WallMs = hasRun ? 16 : 0,
            CpuMs = hasRun ? 12 : 0,
            MemoryBytes = hasRun ? 1_000_000 : 0,
            Files = [.. run.Files.Where(f => run.FetchFiles.Contains(f.Name))],
            Message =
                status is VerdictStatus.SandboxFailure ? "the box was lost"
                : status is VerdictStatus.Rejected ? "nested too deeply"
                : null,
        };
    }

    private static TestVerdict Test(VerdictStatus status, ProblemTest test) =>
        new()
        {
            Status = status,
            WallMs = 3,
            CpuMs = 2,
            MemoryBytes = 1234,
            Output = status == VerdictStatus.Accepted ? test.Expected : "?",
            ExitCode = status is VerdictStatus.Accepted or VerdictStatus.WrongAnswer ? 0 : null,
            Message = status is VerdictStatus.RuntimeError ? "Unhandled exception." : null,
        };

    private static string? Says(string what, string source) =>
        Statement()
            .Matches(source)
            .FirstOrDefault(m => m.Groups["what"].Value == what)
            ?.Groups["value"]
            .Value.Trim()
            .Replace("\\n", "\n", StringComparison.Ordinal);

    private async Task<VerdictStatus> EnterAsync(string source, CancellationToken cancellationToken)
    {
        var call = _calls.AddOrUpdate(source, 1, (_, n) => n + 1);
        InterlockedMax(ref _mostRunning, Interlocked.Increment(ref _running));
        try
        {
            await Gate(source, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }

        if (IsBroken)
        {
            return VerdictStatus.SandboxFailure;
        }

        // "breaks: 2" fails twice and works then, as a lost box does.
        if (
            Says("breaks", source) is { } times
            && call <= int.Parse(times, System.Globalization.CultureInfo.InvariantCulture)
        )
        {
            return VerdictStatus.SandboxFailure;
        }

        return Says("says", source) is { } word ? Enum.Parse<VerdictStatus>(word) : VerdictStatus.Accepted;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (
            (seen = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, seen) != seen
        ) { }
    }

    [GeneratedRegex(@"//\s*(?<what>says|prints|signal|breaks):\s*(?<value>.*)", RegexOptions.NonBacktracking)]
    private static partial Regex Statement();
}
