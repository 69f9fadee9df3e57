using System.Security.Cryptography;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Channel;
using R1Code.Sandbox.Runner.Kernel;
using R1Code.Sandbox.Runner.Lanes;
using R1Code.Sandbox.Runner.Scratch;

namespace R1Code.Sandbox.Runner;

/// <summary>
/// The box's first process: reads requests, runs submissions, reports facts. It judges nothing and knows no expected value.
/// </summary>
internal sealed class Supervisor
{
    private const int FirstUser = 20_000;
    private const int Users = 40_000;

    private readonly HostChannel _host = new(0, 1);
    private readonly Descriptors _descriptors;
    private readonly ScratchFolder _scratch;
    private readonly TestStreams _streams;
    private readonly ProcessWatch _watch;
    private readonly int _process;
    private int _user;

    private Supervisor(string? scratch)
    {
        _process = Sys.Pid();
        _user = RandomNumberGenerator.GetInt32(Users);
        _descriptors = Descriptors.OfRuntime();
        _scratch = ScratchFolder.Open(scratch);
        _streams = new TestStreams();
        _watch = new ProcessWatch();
    }

    /// <summary>Warms up and gets everything ready that does not depend on a submission.</summary>
    public static Supervisor Start(string? scratch)
    {
        Fork.FindThreadId();
        RuntimeEnd.Redirect();
        Leftovers.Adopt();
        var supervisor = new Supervisor(scratch);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return supervisor;
    }

    /// <summary>Serves until the input ends. Returns the work of a test in a process forked for it, null in the supervisor.</summary>
    public TestWork? Serve()
    {
        _host.Send(
            FrameKind.Hello,
            new BoxHello
            {
                Role = "runner",
                Lane = "fork",
                Notes = "",
            }.Encode()
        );
        while (_host.Read() is { } kind)
        {
            switch (kind)
            {
                case FrameKind.Ping:
                    _host.Send(FrameKind.Pong, default);
                    break;
                case FrameKind.Run:
                    var work = Run();
                    if (work is not null)
                    {
                        return work;
                    }

                    break;
                default:
                    throw new InvalidDataException($"a runner does not take frames of kind {kind}");
            }
        }

        return null;
    }

    private TestWork? Run()
    {
        var order = RunOrder.Read(_host.Payload);
        _user = (_user + 1) % Users;
        var jailing = new Jailing(FirstUser + _user, _process, order, _streams, _scratch, _descriptors);
        return new SubmissionRun(_host, order, jailing, _watch).Run();
    }
}
