using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Channel;
using R1Code.Sandbox.Runner.Kernel;
using R1Code.Sandbox.Runner.Lanes;
using R1Code.Sandbox.Runner.Learning;
using R1Code.Sandbox.Runner.Scratch;
using R1Code.Sandbox.Runner.SelfTest;

namespace R1Code.Sandbox.Runner;

/// <summary>
/// The box's first process: reads requests, runs submissions, reports facts. It judges nothing and knows no expected value.
/// </summary>
internal sealed class Supervisor
{
    private const int FirstUser = 20_000;
    private const int Users = 40_000;

    // The heap of a process that lives for ever fills in ways no test has seen; a fresh box costs a quarter of a second.
    private const int MaxSubmissions = 5_000;

    // The collector itself would wait until there is as much as a processor's cache holds. Every page of garbage is one that each
    // fork copies; this much comes together in some two hundred submissions.
    private const long MostGarbage = 64 * 1024;

    private readonly HostChannel _host = new(0, 1);
    private readonly ScratchFolder _scratch;
    private readonly TestStreams _streams = new();
    private readonly ProcessWatch _watch = new();
    private readonly ColdLane _coldLane = new();
    private readonly int _process = Sys.Pid();
    private int _user = new Random().Next(Users);
    private int _submissions;
    private long _allocated;
    private Descriptors _descriptors = Descriptors.OfRuntime();
    private Lane _lane;
    private long _idleBytes;
    private string _notes = "";

    private Supervisor(string? scratch) => _scratch = ScratchFolder.Open(scratch);

    /// <summary>
    /// Serves until the input ends. Returns the work of a test in a process forked for it, null in the supervisor.
    /// </summary>
    public static TestWork? Live(string? scratch, bool coldOnly)
    {
        Leftovers.Adopt();
        var supervisor = new Supervisor(scratch);
        var work = supervisor.ChooseLane(coldOnly);
        if (work is not null)
        {
            return work;
        }

        return supervisor.Serve();
    }

    // Every page this process has is one that each fork must copy a table entry of, and each exit give back.
    private static void Settle()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Sys.TrimHeap();
    }

    // What the supervisor's heap grows by is copied into every fork as well.
    private void CollectGarbage()
    {
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        if (allocated - _allocated > MostGarbage)
        {
            _allocated = allocated;
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
        }
    }

    private TestWork? ChooseLane(bool coldOnly)
    {
        _notes = coldOnly ? "the cold lane was asked for" : LaneChoice.UnmetConditions();
        if (_notes.Length == 0)
        {
            _streams.JitLog = JitLog.Open();
            WarmUp.Run();
            Rehearsal.Run(_streams);
            Settle();
            _descriptors = Descriptors.OfRuntime(_streams.JitLog);

            // The first trials warm the supervisor's own part, the others run in memory as it stays from here on. Whatever is compiled
            // after that, every process has to copy.
            var (trial, idleTrial) = (LaneChoice.Trial(), LaneChoice.IdleTrial());
            var work = TryForkLane(trial, idleTrial);
            if (work is null && _notes.Length == 0)
            {
                _ = ProcessWatch.SpentBy(_process);
                _ = Hello();
                OtherThreads.LeaveOutUnusedStacks();
                Settle();
                FrozenMemory.Freeze();
                work = TryForkLane(trial, idleTrial);
            }

            if (work is not null || _notes.Length == 0)
            {
                return work;
            }
        }

        var reason = _notes;
        return TryLane(Lane.Cold, LaneChoice.Trial()) is null && _notes == reason
            ? null
            : throw new InvalidOperationException($"no lane works in this box: {_notes}");
    }

    // Runs a small submission of our own in a lane, and notes what is wrong with it.
    private TestWork? TryLane(Lane lane, byte[] trial)
    {
        _lane = lane;
        var work = Try(trial, out var facts);
        if (work is null && LaneChoice.Complaint(facts, _streams) is { Length: > 0 } complaint)
        {
            _notes = _notes.Length == 0 ? complaint : $"{_notes}; {complaint}";
        }

        return work;
    }

    private TestWork? TryForkLane(byte[] trial, byte[] idleTrial) =>
        TryLane(Lane.Fork, trial) ?? (_notes.Length == 0 ? MeasureIdleTest(idleTrial) : null);

    private TestWork? MeasureIdleTest(byte[] idleTrial)
    {
        _idleBytes = 0;
        var work = Try(idleTrial, out var facts);
        _idleBytes = facts.PeakBytes;
        return work;
    }

    private TestWork? Try(byte[] request, out TestFacts facts)
    {
        _streams.AlsoInherited = _descriptors.Inherited;
        _streams.Reset([]);
        request.CopyTo(_host.Payload.Replace(request.Length));
        return NextRun().Try(out facts);
    }

    private TestWork? Serve()
    {
        _host.Send(FrameKind.Hello, Hello());
        while (_host.Read() is { } kind)
        {
            switch (kind)
            {
                case FrameKind.Ping:
                    _host.Send(FrameKind.Pong, default);
                    break;
                case FrameKind.Run:
                    var work = NextRun().Run(_host, ++_submissions < MaxSubmissions);
                    if (work is not null)
                    {
                        return work;
                    }

                    CollectGarbage();
                    break;
                default:
                    throw new InvalidDataException($"a runner does not take frames of kind {kind}");
            }
        }

        return null;
    }

    private byte[] Hello() =>
        new BoxHello
        {
            Role = "runner",
            Lane = _lane == Lane.Fork ? "fork" : "cold",
            Notes = _notes,
        }.Encode();

    private SubmissionRun NextRun()
    {
        _user = (_user + 1) % Users;
        var order = RunOrder.Read(_host.Payload);
        var jailing = new Jailing(FirstUser + _user, _process, order, _streams, _scratch, _descriptors, _idleBytes);
        return new SubmissionRun(jailing, _lane, _watch, _coldLane);
    }
}
