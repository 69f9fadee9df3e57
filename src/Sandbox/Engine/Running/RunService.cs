using R1Code.Sandbox.Boxes;
using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Running;

/// <summary>
/// Runs an assembly in rented boxes: in one, or with its tests shared out over those that would be idle otherwise. A box that
/// dies, stalls or breaks the protocol is replaced and its share repeated once in another one; if that breaks too, the outcome is a
/// failure with both boxes' evidence.
/// </summary>
internal sealed class RunService(BoxPool boxes, TimeProvider time)
{
    private const int Attempts = 2;

    // The box limits a test itself, may run it a second time in its cold lane before it reports, and wipes what it left,
    // which on a busy machine takes many seconds for thousands of files. The host's own limit is only for a box that hangs.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(60);

    /// <summary>When a box last answered; null before the first answer.</summary>
    public DateTimeOffset? LastAnswer { get; private set; }

    /// <summary>Runs every test of the request.</summary>
    public async Task<RunOutcome> RunAsync(RunRequest request, CancellationToken cancellationToken)
    {
        BoxRent first;
        try
        {
            first = await boxes.RentAsync(cancellationToken);
        }
        catch (SandboxUnavailableException e)
        {
            return RunOutcome.Failed(e.Message);
        }

        var rents = WithIdleOnes(first, RunShares.Most(request.Tests.Count));
        if (rents.Count == 1)
        {
            return await RunAsync(request, 0, first, cancellationToken);
        }

        // A share that is not waited for, because one before it stopped, runs on to its own end: its box stays whole by that.
        // So this source may outlive the call, and is not disposed; it has nothing that would have to be.
        var stop = new CancellationTokenSource();
        using var follows = cancellationToken.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), stop);
        var shares = RunShares.Of(request, rents.Count);
        return await RunShares.JoinAsync(
            shares,
            share => RunAsync(share.Request, share.First, rents[share.Number], stop.Token)
        );
    }

    // The first one was waited for, the others never are: whoever held one box and waited for the next could do so for ever.
    private List<BoxRent> WithIdleOnes(BoxRent first, int most)
    {
        List<BoxRent> rents = [first];
        while (rents.Count < most && boxes.TryRent() is { } idle)
        {
            rents.Add(idle);
        }

        return rents;
    }

    private async Task<RunOutcome> RunAsync(
        RunRequest request,
        int firstTest,
        BoxRent firstRent,
        CancellationToken cancellationToken
    )
    {
        var payload = request.Encode();
        var perTest = TimeSpan.FromMilliseconds(2.0 * request.Limits.WallMs) + Slack;
        List<string> evidence = [];
        while (evidence.Count < Attempts)
        {
            try
            {
                await using var rent = evidence.Count == 0 ? firstRent : await boxes.RentAsync(cancellationToken);
                var outcome = await AskAsync(rent, request, payload, perTest, cancellationToken);
                LastAnswer = time.GetUtcNow();
                var broken = outcome.Reports.FirstOrDefault(report => report.End == TestEnd.BoxFailure);
                if (broken is null)
                {
                    return outcome;
                }

                var number = firstTest + broken.Index + 1;
                evidence.Add($"test {number} could not be run: {Text.Show(broken.Stderr, 500)}");
            }
            catch (BoxFault fault)
            {
                evidence.Add(fault.Message);
            }
            catch (SandboxUnavailableException e)
            {
                return RunOutcome.Failed(e.Message);
            }
        }

        return RunOutcome.Failed(string.Join("\nagain: ", evidence));
    }

    private static async Task<RunOutcome> AskAsync(
        BoxRent rent,
        RunRequest request,
        byte[] payload,
        TimeSpan perTest,
        CancellationToken cancellationToken
    )
    {
        var tests = request.Tests.Count;
        var reports = new List<TestReport>(tests);
        RunDone? done = null;
        await rent.Box.ExchangeAsync(FrameKind.Run, payload, perTest, Take, cancellationToken);
        rent.IsGood = done!.Reusable && reports.TrueForAll(report => report.End != TestEnd.BoxFailure);
        return RunOutcome.Finished(reports, done);

        bool Take(Frame frame)
        {
            switch (frame.Kind)
            {
                case FrameKind.Report:
                    var report = TestReport.Decode(frame.Payload);
                    if (report.Index != reports.Count || report.Index >= tests)
                    {
                        throw new InvalidDataException(
                            $"a report of test {report.Index} after {reports.Count} of {tests}"
                        );
                    }

                    reports.Add(report);
                    return true;
                case FrameKind.Done:
                    done = RunDone.Decode(frame.Payload);
                    return reports.Count == tests || request.StopAtFirstAbnormalEnd
                        ? false
                        : throw new InvalidDataException($"the run ended after {reports.Count} of {tests} tests");
                default:
                    throw new InvalidDataException($"a {frame.Kind} frame during a run");
            }
        }
    }
}
