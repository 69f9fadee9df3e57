using System.Diagnostics.CodeAnalysis;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Running;

/// <summary>What a run in a box gave: a report for each test that was run, or a failure of the sandbox.</summary>
internal sealed record RunOutcome
{
    /// <summary>One report for each test, in order; fewer when the request stops at the first abnormal end.</summary>
    public IReadOnlyList<TestReport> Reports { get; private init; } = [];

    /// <summary>The end of the run; null when the sandbox failed.</summary>
    public RunDone? Done { get; private init; }

    /// <summary>Why the sandbox failed; null when it did not.</summary>
    public string? Failure { get; private init; }

    /// <summary>Whether there are reports to judge.</summary>
    [MemberNotNullWhen(true, nameof(Done))]
    [MemberNotNullWhen(false, nameof(Failure))]
    public bool IsSuccess => Failure is null;

    /// <summary>The run came to its end.</summary>
    public static RunOutcome Finished(IReadOnlyList<TestReport> reports, RunDone done) =>
        new() { Reports = reports, Done = done };

    /// <summary>The sandbox failed; the message carries the evidence.</summary>
    public static RunOutcome Failed(string message) => new() { Failure = message };
}
