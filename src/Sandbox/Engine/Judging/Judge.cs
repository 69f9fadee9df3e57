using System.Globalization;
using R1Code.Sandbox.Protocol;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Judging;

/// <summary>Turns the facts of one test and what was expected of it into its verdict. Pure: no box, no clock.</summary>
internal sealed class Judge(int keptOutput)
{
    /// <summary>The verdict on one test.</summary>
    public TestVerdict Decide(TestReport report, EntryKind entry, Expectation expectation)
    {
        var finding = Find(report, entry, expectation);
        var output = report.Value == ValueState.Returned ? report.ValueBytes : report.Stdout;
        return new TestVerdict
        {
            Status = finding.Status,
            WallMs = report.WallMicros / 1000.0,
            CpuMs = report.CpuMicros / 1000.0,
            MemoryBytes = report.PeakBytes,
            Output = Text.Start(output, keptOutput),
            Message = finding.Reason is null ? null : Text.Cut(finding.Reason, keptOutput),
            ExitCode = report.End == TestEnd.Exited ? report.ExitCode : null,
            Signal = report.End == TestEnd.Signaled ? report.Signal : null,
        };
    }

    private Finding Find(TestReport report, EntryKind entry, Expectation expectation) =>
        report.End switch
        {
            TestEnd.WallLimit => new(VerdictStatus.TimeLimit, "the wall-clock limit was reached"),
            TestEnd.CpuLimit => new(VerdictStatus.TimeLimit, "the CPU-time limit was reached"),
            TestEnd.MemoryLimit => new(VerdictStatus.MemoryLimit, "the memory limit was reached"),
            TestEnd.OutputLimit => new(VerdictStatus.OutputLimit, "the output limit was reached"),
            TestEnd.Signaled => new(
                VerdictStatus.RuntimeError,
                WithErrors(string.Create(CultureInfo.InvariantCulture, $"ended by signal {report.Signal}"), report)
            ),
            TestEnd.Exited => FindAfterExit(report, entry, expectation),
            _ => Finding.Failure("the box could not run the test"),
        };

    private Finding FindAfterExit(TestReport report, EntryKind entry, Expectation expectation)
    {
        // An exception's text says more than the exit code that follows from it.
        if (report.Value == ValueState.Threw)
        {
            return new(VerdictStatus.RuntimeError, Text.Show(report.ValueBytes, keptOutput));
        }

        if (report.ExitCode != 0)
        {
            var code = string.Create(CultureInfo.InvariantCulture, $"exit code {report.ExitCode}");
            return new(VerdictStatus.RuntimeError, WithErrors(code, report));
        }

        return entry == EntryKind.Main ? expectation.Compare(report) : FindValue(report, expectation);
    }

    private static Finding FindValue(TestReport report, Expectation expectation) =>
        report.Value switch
        {
            ValueState.Returned => expectation.Compare(report),
            ValueState.TooLarge => new(VerdictStatus.OutputLimit, "the returned value is too large or too deep"),
            ValueState.Cyclic => Finding.Wrong("the returned value contains itself"),
            ValueState.Unsupported => Finding.Wrong("the returned value has no form that could be compared"),
            // Exit code 0 proves nothing: without a value the call never came back.
            _ => new(VerdictStatus.RuntimeError, "the process ended before the call returned"),
        };

    private string WithErrors(string what, TestReport report) =>
        Text.Start(report.Stderr, keptOutput) is { } errors ? $"{what}\n{errors}" : what;
}
