using System.Collections.Concurrent;
using R1Code.Sandbox.Auditing;
using R1Code.Sandbox.Boxes;
using R1Code.Sandbox.Compiling;
using R1Code.Sandbox.Containers;
using R1Code.Sandbox.Judging;
using R1Code.Sandbox.Modes;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Running;

namespace R1Code.Sandbox.Engine.Tests.Lanes;

/// <summary>
/// The sandbox's own parts, put together twice: programs are compiled once and run in a box that forks and in one that
/// never does. Several pairs of boxes work side by side.
/// </summary>
internal sealed class TwoLanes : IAsyncDisposable
{
    private const int Pairs = 2;

    private static readonly SandboxOptions Options = new() { CompileCpuMs = 3000 };

    private readonly IContainerEngine _engine;
    private readonly BoxFactory _boxes;
    private readonly BoxPool _compilers;
    private readonly BoxPool _problemBoxes;
    private readonly CompileService _compiler;
    private readonly SpecialJudge _specialJudge;
    private readonly Dictionary<ProblemMode, IProblemMode> _modes;
    private readonly Judge _judge = new(Options.KeptOutput);
    private readonly ConcurrentBag<LanePair> _pairs;

    private TwoLanes(IContainerEngine engine, BoxFactory boxes)
    {
        _engine = engine;
        _boxes = boxes;
        _compilers = new BoxPool(2, Options.CompilesPerBox, boxes.StartCompilerAsync);
        _problemBoxes = new BoxPool(1, Options.RunsPerBox, boxes.StartProblemRunnerAsync);
        _compiler = new CompileService(_compilers, Options);
        var problemRunner = new RunService(_problemBoxes, TimeProvider.System);
        _specialJudge = new SpecialJudge(_compiler, problemRunner, boxes: 1, TimeProvider.System);
        var values = new ExpectedValues(_compiler, problemRunner);
        _modes = new()
        {
            [ProblemMode.Stdin] = new StdinMode(),
            [ProblemMode.Function] = new CallMode(CompileKind.Calls, values),
            [ProblemMode.Script] = new CallMode(CompileKind.ScriptCalls, values),
            [ProblemMode.Assertions] = new AssertionsMode(values),
        };
        _pairs =
        [
            .. Enumerable
                .Range(0, Pairs)
                .Select(i => new LanePair(
                    new Lane(engine, Options, boxes.ImageTag, $"fork{i}", isCold: false),
                    new Lane(engine, Options, boxes.ImageTag, $"cold{i}", isCold: true)
                )),
        ];
    }

    /// <summary>Starts both lanes on an engine, which is disposed with them.</summary>
    public static async Task<TwoLanes> StartAsync(IContainerEngine engine)
    {
        var boxes = new BoxFactory(engine, Options);
        await boxes.EnsureImageAsync(TestContext.Current.CancellationToken);
        return new TwoLanes(engine, boxes);
    }

    /// <summary>Does something with every program, each with a pair of boxes of its own while it lasts.</summary>
    public Task ForEachAsync(
        IEnumerable<GoldenProgram> programs,
        Func<GoldenProgram, LanePair, CancellationToken, Task> work
    ) =>
        Parallel.ForEachAsync(
            programs,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Pairs,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (program, token) =>
            {
                // As many workers as pairs: there is always one.
                _pairs.TryTake(out var pair);
                try
                {
                    await work(program, pair!, token);
                }
                finally
                {
                    _pairs.Add(pair!);
                }
            }
        );

    public Task<CompileOutcome> CompileAsync(GoldenProgram program, CancellationToken cancellationToken) =>
        _compiler.CompileAsync(
            _modes[program.Problem.Mode].Compilation(program.Problem, program.Source),
            deadline: null,
            cancellationToken
        );

    /// <summary>
    /// What each lane says of a compiled program. Both run at the same time. The fork lane runs every test twice, because its last
    /// test has another process than those before; not where a time limit may end it, which would take that time twice.
    /// </summary>
    public async Task<(LaneVerdict Fork, LaneVerdict Cold)> RunAsync(
        GoldenProgram program,
        CompileOutcome compiled,
        LanePair pair,
        CancellationToken cancellationToken
    )
    {
        var plan = await _modes[program.Problem.Mode].PlanAsync(program.Problem, compiled.Reply!, cancellationToken);
        Assert.True(plan.Failure is null, plan.Failure);
        var fork = JudgeAsync(pair.Fork);
        var cold = JudgeAsync(pair.Cold);
        return (await fork, await cold);

        async Task<LaneVerdict> JudgeAsync(Lane lane)
        {
            var isTwice = !lane.IsCold && !program.Allowed.Contains(VerdictStatus.TimeLimit);
            var request = new RunRequest
            {
                Assembly = compiled.Reply!.Assembly,
                Entry = compiled.Reply.Entry,
                Tests = isTwice ? [.. plan.Inputs, .. plan.Inputs] : plan.Inputs,
                Limits = program.Problem.Limits,
            };
            var ran = await lane.RunAsync(request, cancellationToken);
            if (!ran.IsSuccess)
            {
                return new LaneVerdict(VerdictStatus.SandboxFailure, [], ran.Failure);
            }

            var tests = ran
                .Reports.Select(r =>
                    _judge.Decide(r, compiled.Reply.Entry, plan.Expectations[r.Index % plan.Inputs.Count])
                )
                .ToArray();
            if (program.Problem.Checker.Source is not null)
            {
                using var special = _specialJudge.Enter(program.Problem);
                ProblemTest[] given = [.. program.Problem.Tests, .. isTwice ? program.Problem.Tests : []];
                tests = await special.DecideAsync(tests, given, ran.Reports, cancellationToken);
            }

            var verdict = Sandbox.Verdicts.Of(compiled, request.Tests.Count, tests, stopAtFirstFailure: false);
            var messages = verdict.Tests.Select(test => $"{test.Status} {test.Message}");
            return new LaneVerdict(verdict.Status, ran.Reports, string.Join("; ", messages));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pair in _pairs)
        {
            await pair.Fork.DisposeAsync();
            await pair.Cold.DisposeAsync();
        }

        await _compilers.DisposeAsync();
        await _problemBoxes.DisposeAsync();
        await _engine.DisposeAsync();
        _boxes.Dispose();
    }
}

/// <summary>A box that forks and one that does not.</summary>
internal sealed record LanePair(Lane Fork, Lane Cold)
{
    public IEnumerable<Lane> Both => [Fork, Cold];
}

/// <summary>What a lane says of a program: the total, the facts of each test, and the reasons as evidence.</summary>
internal sealed record LaneVerdict(VerdictStatus Status, IReadOnlyList<TestReport> Reports, string Evidence);
