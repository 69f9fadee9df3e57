using R1Code.Sandbox.Protocol.Wire;

namespace R1Code.Sandbox.Running;

/// <summary>A part of a request's tests, in their order.</summary>
/// <param name="Number">Its place among the shares.</param>
/// <param name="First">Its first test's place in the whole request.</param>
/// <param name="Request">The part as a request of its own.</param>
internal sealed record RunShare(int Number, int First, RunRequest Request);

/// <summary>
/// Shares a request's tests out and puts the outcomes together, so that the whole looks as if it had run in one box: tests in
/// their order, and none after the first that stopped it.
/// </summary>
internal static class RunShares
{
    // Each box loads and prepares the assembly for itself, which takes about as long as two small tests.
    private const int LeastTests = 2;

    /// <summary>Into how many shares it pays to divide so many tests.</summary>
    public static int Most(int tests) => Math.Clamp(tests / LeastTests, 1, Environment.ProcessorCount);

    /// <summary>Divides into neighbouring parts whose sizes differ by one at most, the larger ones first.</summary>
    public static IReadOnlyList<RunShare> Of(RunRequest request, int count)
    {
        var shares = new RunShare[count];
        var first = 0;
        for (var i = 0; i < count; i++)
        {
            var tests = (request.Tests.Count - first + count - i - 1) / (count - i);
            shares[i] = new RunShare(i, first, request with { Tests = [.. request.Tests.Skip(first).Take(tests)] });
            first += tests;
        }

        return shares;
    }

    /// <summary>
    /// Runs all shares at once and joins what comes of them. A share that failed makes the whole fail; one that stopped early ends
    /// it, and what comes after is neither awaited nor reported.
    /// </summary>
    public static async Task<RunOutcome> JoinAsync(
        IReadOnlyList<RunShare> shares,
        Func<RunShare, Task<RunOutcome>> runAsync
    )
    {
        var runs = shares.Select(runAsync).ToArray();
        var reports = new List<TestReport>();
        var leftovers = 0;
        RunDone? last = null;
        foreach (var (share, run) in shares.Zip(runs))
        {
            var outcome = await run;
            if (!outcome.IsSuccess)
            {
                return outcome;
            }

            reports.AddRange(outcome.Reports.Select(report => report with { Index = share.First + report.Index }));
            leftovers += outcome.Done.Leftovers;
            last = outcome.Done;
            if (outcome.Reports.Count < share.Request.Tests.Count)
            {
                break;
            }
        }

        return RunOutcome.Finished(reports, last! with { Leftovers = leftovers });
    }
}
