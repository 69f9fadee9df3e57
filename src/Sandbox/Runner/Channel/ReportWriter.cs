using System.Buffers.Binary;
using R1Code.Sandbox.Protocol.Wire;
using R1Code.Sandbox.Runner.Kernel;
using R1Code.Sandbox.Runner.Lanes;

namespace R1Code.Sandbox.Runner.Channel;

/// <summary>
/// Sends a <see cref="TestReport"/> straight from a test's streams, without the managed copies that the record needs:
/// the supervisor allocates next to nothing between forks. A test compares the bytes with the record's own.
/// </summary>
internal static class ReportWriter
{
    private const int MaxStderr = 64 * 1024;

    /// <summary>Sends what is known of one test, soon: the last frame of a run sends what is held.</summary>
    public static void Send(HostChannel host, int index, in TestFacts facts, TestStreams streams, int maxStdout)
    {
        var frame = host.Begin(FrameKind.Report);
        Int32(frame, index);
        frame.Append(1)[0] = (byte)facts.End;
        Int32(frame, facts.ExitCode);
        Int32(frame, facts.Signal);
        Int64(frame, facts.WallMicros);
        Int64(frame, facts.CpuMicros);
        Int64(frame, facts.PeakBytes);
        TestStreams.CopyOut(streams.Stdout, 0, maxStdout, frame);
        TestStreams.CopyOut(streams.Stderr, 0, MaxStderr, frame);
        frame.Append(1)[0] = (byte)facts.Value;
        if (facts.Value == ValueState.None)
        {
            Int32(frame, 0);
        }
        else
        {
            streams.Value.CopyOut(frame);
        }

        frame.Append(1)[0] = facts.ColdLane ? (byte)1 : (byte)0;
        host.Hold();
    }

    public static void Int32(PrivateMemory frame, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(frame.Append(4), value);

    private static void Int64(PrivateMemory frame, long value) =>
        BinaryPrimitives.WriteInt64LittleEndian(frame.Append(8), value);
}
