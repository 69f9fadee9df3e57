using System.Text;
using R1Code.Sandbox.Judging;
using R1Code.Sandbox.Judging.Checkers;
using R1Code.Sandbox.Judging.Values;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Engine.Tests.Judging;

public sealed class JudgeTests
{
    private static readonly Judge Judge = new(keptOutput: 100);
    private static readonly Expectation Three = new ExpectedText(new ExactChecker(), "3");

    private static readonly Expectation ThreeAsValue = new ExpectedValue(
        new ValueComparer(Tolerance.ForValues),
        new CanonicalValue.Integer("3")
    );

    [Theory]
    [InlineData(TestEnd.WallLimit, VerdictStatus.TimeLimit)]
    [InlineData(TestEnd.CpuLimit, VerdictStatus.TimeLimit)]
    [InlineData(TestEnd.MemoryLimit, VerdictStatus.MemoryLimit)]
    [InlineData(TestEnd.OutputLimit, VerdictStatus.OutputLimit)]
    [InlineData(TestEnd.Signaled, VerdictStatus.RuntimeError)]
    [InlineData(TestEnd.BoxFailure, VerdictStatus.SandboxFailure)]
    public void Decide_BelievesTheEnd_WhateverWasPrinted(TestEnd end, VerdictStatus status)
    {
        var report = Report() with { End = end, Stdout = "3"u8.ToArray() };

        Assert.Equal(status, Judge.Decide(report, EntryKind.Main, Three).Status);
    }

    [Fact]
    public void Decide_RefusesARightOutput_WhenTheExitCodeIsNotZero()
    {
        var report = Report() with { ExitCode = 1, Stdout = "3"u8.ToArray() };

        Assert.Equal(VerdictStatus.RuntimeError, Judge.Decide(report, EntryKind.Main, Three).Status);
    }

    [Theory]
    [InlineData(ValueState.None, VerdictStatus.RuntimeError)]
    [InlineData(ValueState.Threw, VerdictStatus.RuntimeError)]
    [InlineData(ValueState.TooLarge, VerdictStatus.OutputLimit)]
    [InlineData(ValueState.Cyclic, VerdictStatus.WrongAnswer)]
    [InlineData(ValueState.Unsupported, VerdictStatus.WrongAnswer)]
    [InlineData((ValueState)77, VerdictStatus.RuntimeError)]
    public void Decide_AcceptsNothingWithoutAValue(ValueState state, VerdictStatus status)
    {
        var report = Report() with { Value = state };

        Assert.Equal(status, Judge.Decide(report, EntryKind.CallTable, ThreeAsValue).Status);
    }

    [Theory]
    [InlineData("{\"i\":\"3\"}", VerdictStatus.Accepted)]
    [InlineData("{\"i\":\"4\"}", VerdictStatus.WrongAnswer)]
    [InlineData("rubbish", VerdictStatus.WrongAnswer)]
    public void Decide_ComparesTheReturnedValue(string value, VerdictStatus status)
    {
        var report = Report() with { Value = ValueState.Returned, ValueBytes = Encoding.UTF8.GetBytes(value) };

        Assert.Equal(status, Judge.Decide(report, EntryKind.CallTable, ThreeAsValue).Status);
    }

    [Fact]
    public void Decide_RefusesARightValue_WhenTheExitCodeIsNotZero()
    {
        var report = Report() with
        {
            Value = ValueState.Returned,
            ValueBytes = "{\"i\":\"3\"}"u8.ToArray(),
            ExitCode = 3,
        };

        Assert.Equal(VerdictStatus.RuntimeError, Judge.Decide(report, EntryKind.CallTable, ThreeAsValue).Status);
    }

    [Fact]
    public void Decide_CutsOutputAndMessages_NeverThroughACharacter()
    {
        var report = Report() with
        {
            Stdout = Encoding.UTF8.GetBytes(new string('a', 99) + "😀" + new string('b', 10_000)),
            Stderr = Encoding.UTF8.GetBytes(new string('e', 10_000)),
            ExitCode = 1,
        };

        var verdict = Judge.Decide(report, EntryKind.Main, Three);

        Assert.Equal(new string('a', 99) + "…", verdict.Output);
        Assert.True(verdict.Message!.Length <= 101);
    }

    private static TestReport Report() => new() { Index = 0, End = TestEnd.Exited };
}
