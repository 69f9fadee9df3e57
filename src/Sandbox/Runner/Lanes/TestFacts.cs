using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Runner.Lanes;

/// <summary>What is known of a test's end; its streams hold the rest.</summary>
internal readonly record struct TestFacts
{
    public required TestEnd End { get; init; }

    public int ExitCode { get; init; }

    public int Signal { get; init; }

    public long WallMicros { get; init; }

    public long CpuMicros { get; init; }

    public long PeakBytes { get; init; }

    public ValueState Value { get; init; }

    public bool ColdLane { get; init; }

    /// <summary>Whether it had more threads than one when it was killed.</summary>
    public bool HadThreads { get; init; }

    /// <summary>Whether it ended by returning: exit code 0, or a call that gave a value.</summary>
    public bool IsNormal => End == TestEnd.Exited && ExitCode == 0 && Value is ValueState.None or ValueState.Returned;
}
