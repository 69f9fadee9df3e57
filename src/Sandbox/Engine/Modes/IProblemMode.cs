using R1Code.Sandbox.Judging;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Modes;

/// <summary>One way to exercise a submission: what is compiled, what each test gets, what it must show.</summary>
internal interface IProblemMode
{
    /// <summary>What is to be made of the submission.</summary>
    CompileRequest Compilation(Problem problem, string source);

    /// <summary>The tests of a compiled submission.</summary>
    Task<TestPlan> PlanAsync(Problem problem, CompileReply reply, CancellationToken cancellationToken);
}

/// <summary>What each test gets and must show, or why the problem cannot be judged.</summary>
internal sealed record TestPlan
{
    /// <summary>What each test gets; nothing in it is expected of anything.</summary>
    public IReadOnlyList<TestInput> Inputs { get; private init; } = [];

    /// <summary>What each test must show, in the same order. Stays on the host.</summary>
    public IReadOnlyList<Expectation> Expectations { get; private init; } = [];

    /// <summary>Why there are no tests: a fault of the problem or of the sandbox. Null when there are.</summary>
    public string? Failure { get; private init; }

    /// <summary>Tests to run.</summary>
    public static TestPlan Of(IReadOnlyList<TestInput> inputs, IReadOnlyList<Expectation> expectations) =>
        new() { Inputs = inputs, Expectations = expectations };

    /// <summary>No tests.</summary>
    public static TestPlan Failed(string reason) => new() { Failure = reason };
}
