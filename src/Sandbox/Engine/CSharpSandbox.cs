using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using R1Code.Sandbox.Boxes;
using R1Code.Sandbox.Compiling;
using R1Code.Sandbox.Containers;
using R1Code.Sandbox.Images;
using R1Code.Sandbox.Judging;
using R1Code.Sandbox.Judging.Checkers;
using R1Code.Sandbox.Modes;
using R1Code.Sandbox.Problems;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Running;

namespace R1Code.Sandbox;

/// <summary>
/// Judges C# submissions in containers: compile once, rent a box, run every test's input, compare on the host.
/// Thread-safe; submissions beyond the number of boxes wait their turn, in order. Identical submissions in flight are
/// judged once. It does not say what a verdict is worth, and it does not extract code from prose.
/// </summary>
public sealed class CSharpSandbox : ISandbox, IAsyncDisposable
{
    private static readonly TimeSpan StandbyAfter = TimeSpan.FromSeconds(20);

    private readonly SandboxOptions _options;
    private readonly IContainerEngine _engine;
    private readonly BoxFactory _boxes;
    private readonly BoxPool _compilerBoxes;
    private readonly BoxPool _runnerBoxes;
    private readonly BoxPool _problemBoxes;
    private readonly CompileService _compiler;
    private readonly RunService _runner;
    private readonly SpecialJudge _specialJudge;
    private readonly Judge _judge;
    private readonly Dictionary<ProblemMode, IProblemMode> _modes;
    private readonly FlightCache<Verdict> _verdicts;
    private readonly SandboxMetrics _metrics;
    private readonly ConditionalWeakTable<Problem, string> _problemKeys = [];
    private int _queued;
    private int _disposed;

    private CSharpSandbox(
        SandboxOptions options,
        string runId,
        IContainerEngine engine,
        BoxFactory boxes,
        TimeProvider time
    )
    {
        RunId = runId;
        _options = options;
        _engine = engine;
        _boxes = boxes;
        _compilerBoxes = new BoxPool(options.Compilers + 1, options.CompilesPerBox, boxes.StartCompilerAsync)
        {
            LastBoxAfter = StandbyAfter,
        };
        _runnerBoxes = new BoxPool(options.Boxes, options.RunsPerBox, boxes.StartRunnerAsync);
        _problemBoxes = new BoxPool(Math.Max(1, options.Boxes / 2), options.RunsPerBox, boxes.StartProblemRunnerAsync);
        _compiler = new CompileService(_compilerBoxes, options);
        _runner = new RunService(_runnerBoxes, time);
        var problemRunner = new RunService(_problemBoxes, time);
        _specialJudge = new SpecialJudge(_compiler, problemRunner, _problemBoxes.Size, time);
        _judge = new Judge(options.KeptOutput);
        var values = new ExpectedValues(_compiler, problemRunner);
        _modes = new Dictionary<ProblemMode, IProblemMode>
        {
            [ProblemMode.Stdin] = new StdinMode(),
            [ProblemMode.Function] = new CallMode(CompileKind.Calls, values),
            [ProblemMode.Script] = new CallMode(CompileKind.ScriptCalls, values),
            [ProblemMode.Assertions] = new AssertionsMode(values),
        };
        _verdicts = new FlightCache<Verdict>(options.VerdictCacheEntries, static _ => 1);
        _metrics = new SandboxMetrics(() => Health);
        AppDomain.CurrentDomain.ProcessExit += DisposeAtExit;
    }

    /// <summary>Label of its containers.</summary>
    internal string RunId { get; }

    /// <summary>Who starts its containers.</summary>
    internal IContainerEngine Engine => _engine;

    /// <summary>How it is right now.</summary>
    public SandboxHealth Health =>
        new()
        {
            LastAnswer = _runner.LastAnswer,
            LivingBoxes = _runnerBoxes.Living,
            IdleBoxes = _runnerBoxes.Idle,
            LivingCompilers = _compilerBoxes.Living,
            Queued = Volatile.Read(ref _queued),
            StartedBoxes = _compilerBoxes.Started + _runnerBoxes.Started + _problemBoxes.Started,
            CompileCacheHits = _compiler.CacheHits,
            CompileCacheMisses = _compiler.CacheMisses,
            CompileCacheBytes = _compiler.CacheBytes,
        };

    /// <summary>
    /// Connects to an engine, removes what dead runs have left, makes the image where it is missing and starts warming
    /// boxes. Returns when boxes are on their way; the first submission waits for the first of them.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of bounds.</exception>
    /// <exception cref="SandboxUnavailableException">There is no engine or no image; the message says what to do.</exception>
    public static async Task<CSharpSandbox> StartAsync(
        SandboxOptions options,
        TimeProvider? time = null,
        CancellationToken cancellationToken = default
    )
    {
        if (options.Validate() is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join(" ", faults), nameof(options));
        }

        var clock = time ?? TimeProvider.System;
        var runId = Guid.NewGuid().ToString("N");
        var engine = await EngineFinder.FindAsync(options, runId, clock, cancellationToken);
        var boxes = new BoxFactory(engine, options);
        try
        {
            await engine.SweepAsync(cancellationToken);
            await boxes.EnsureImageAsync(cancellationToken);
            var sandbox = new CSharpSandbox(options, runId, engine, boxes, clock);
            sandbox._compilerBoxes.Warm();
            sandbox._runnerBoxes.Warm();
            return sandbox;
        }
        catch
        {
            boxes.Dispose();
            await engine.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    /// <exception cref="SandboxBusyException">Too many submissions wait already.</exception>
    public async Task<Verdict> JudgeAsync(Problem problem, string source, CancellationToken cancellationToken)
    {
        if (ProblemValidator.Validate(problem, _options) is { Count: > 0 } faults)
        {
            return Counted(Refused(problem, $"problem '{problem.Id}' cannot be judged: {string.Join("; ", faults)}"));
        }

        using var place = Enqueue();
        var (verdict, _) = await _verdicts.GetAsync(
            KeyOf(problem, source),
            token => JudgeOnceAsync(problem, source, token),
            static verdict => verdict.Status != VerdictStatus.SandboxFailure,
            cancellationToken
        );
        return Counted(verdict);
    }

    /// <inheritdoc />
    /// <exception cref="SandboxBusyException">Too many submissions wait already.</exception>
    public async Task<ProgramOutcome> RunAsync(ProgramRun run, CancellationToken cancellationToken)
    {
        if (ProblemValidator.Validate(run.Limits, _options) is { Count: > 0 } faults)
        {
            return ProgramOutcomes.Failed($"the program cannot be run: {string.Join("; ", faults)}");
        }

        using var place = Enqueue();
        var request = new CompileRequest
        {
            Kind = CompileKind.Program,
            Sources = run.Sources,
            AllowUnsafe = true,
        };
        var compiled = await _compiler.CompileAsync(
            request,
            TimeSpan.FromMilliseconds(Math.Max(1000, run.CompileTimeoutMs)),
            cancellationToken
        );
        if (compiled.Reply is not { End: CompileEnd.Compiled } reply)
        {
            return ProgramOutcomes.NotCompiled(compiled);
        }

        var ran = await _runner.RunAsync(ProgramOutcomes.Request(run, reply), cancellationToken);
        return ProgramOutcomes.Of(compiled, ran, _judge);
    }

    /// <summary>Removes every container of this sandbox. Idempotent; cannot be cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        AppDomain.CurrentDomain.ProcessExit -= DisposeAtExit;
        await Task.WhenAll(
            _compilerBoxes.DisposeAsync().AsTask(),
            _runnerBoxes.DisposeAsync().AsTask(),
            _problemBoxes.DisposeAsync().AsTask()
        );
        await _engine.DisposeAsync();
        _boxes.Dispose();
        _metrics.Dispose();
    }

    // The story of one submission.
    private async Task<Verdict> JudgeOnceAsync(Problem problem, string source, CancellationToken cancellationToken)
    {
        var mode = _modes[problem.Mode];
        using var special = problem.Checker.Type == CheckerTable.Special ? _specialJudge.Enter(problem) : null;
        var compiled = await CompileAsync(mode.Compilation(problem, source), cancellationToken);
        if (compiled.Reply is not { End: CompileEnd.Compiled } reply)
        {
            return Verdicts.NotCompiled(compiled, problem.Tests.Count);
        }

        var plan = await mode.PlanAsync(problem, reply, cancellationToken);
        if (plan.Failure is not null)
        {
            return Refused(problem, $"problem '{problem.Id}' cannot be judged: {plan.Failure}");
        }

        var ran = await RunTestsAsync(problem, reply, plan, cancellationToken);
        if (!ran.IsSuccess)
        {
            return Verdict.Without(VerdictStatus.SandboxFailure, plan.Inputs.Count, ran.Failure);
        }

        var tests = await DecideAsync(problem, reply, plan, ran, special, cancellationToken);
        return Verdicts.Of(compiled, plan.Inputs.Count, tests, _options.StopAtFirstFailure);
    }

    private async Task<CompileOutcome> CompileAsync(CompileRequest request, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var compiled = await _compiler.CompileAsync(request, deadline: null, cancellationToken);
        _metrics.Measure("compile", started);
        return compiled;
    }

    private async Task<RunOutcome> RunTestsAsync(
        Problem problem,
        CompileReply reply,
        TestPlan plan,
        CancellationToken cancellationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        var ran = await _runner.RunAsync(
            new RunRequest
            {
                Assembly = reply.Assembly,
                Entry = reply.Entry,
                Tests = plan.Inputs,
                Limits = problem.Limits,
                StopAtFirstAbnormalEnd = _options.StopAtFirstFailure,
            },
            cancellationToken
        );
        _metrics.Measure("run", started);
        return ran;
    }

    private async Task<TestVerdict[]> DecideAsync(
        Problem problem,
        CompileReply reply,
        TestPlan plan,
        RunOutcome ran,
        SpecialJudge.Session? special,
        CancellationToken cancellationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        var tests = ran.Reports.Select(r => _judge.Decide(r, reply.Entry, plan.Expectations[r.Index])).ToArray();
        if (special is not null)
        {
            tests = await special.DecideAsync(tests, problem.Tests, ran.Reports, cancellationToken);
        }

        _metrics.Measure("judge", started);
        return tests;
    }

    private QueuePlace Enqueue()
    {
        if (Interlocked.Increment(ref _queued) > _options.QueueLimit)
        {
            Interlocked.Decrement(ref _queued);
            throw new SandboxBusyException(_options.QueueLimit);
        }

        return new QueuePlace(this);
    }

    // Hashing a problem with large tests takes longer than hashing a submission, so it is done once per problem.
    private string KeyOf(Problem problem, string source)
    {
        var key = _problemKeys.GetValue(
            problem,
            static p =>
                Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(p, R1Json.Options)))
        );
        return $"{key}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)))}";
    }

    private Verdict Counted(Verdict verdict)
    {
        _metrics.Count(verdict.Status);
        return verdict;
    }

    private static Verdict Refused(Problem problem, string reason) =>
        Verdict.Without(VerdictStatus.SandboxFailure, problem.Tests.Count, reason);

    // The process ends without having disposed this: the last chance to leave nothing behind.
    private void DisposeAtExit(object? sender, EventArgs e) => DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(10));

    private sealed class QueuePlace(CSharpSandbox sandbox) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref sandbox._queued);
    }
}
