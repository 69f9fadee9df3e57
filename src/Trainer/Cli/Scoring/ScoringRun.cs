using System.Runtime.CompilerServices;
using System.Threading.Channels;
using R1Code.Cli.Sandboxing;
using R1Code.Rewards;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Files;
using R1Code.Sandbox;

namespace R1Code.Cli.Scoring;

/// <summary>
/// Scores completions one after another from a stream: judged side by side, answered in the stream's order. Holds no more
/// than a window of them, except where a reward compares a problem's completions: those wait for each other.
/// </summary>
internal sealed class ScoringRun(CompletionScorer scorer, ProblemShelf problems, SandboxOptions sandbox)
{
    // A slow submission at the window's head keeps the others waiting only when this many came after it.
    private const int WindowPerBox = 64;

    // Boxes judge one each; what else is handed over compiles meanwhile, and special judges check it together.
    private const int HandedOverPerBox = 16;

    /// <summary>What each completion earned.</summary>
    /// <param name="completions">In the order in which scores are answered.</param>
    /// <param name="known">Scores of the first completions from an earlier run, which are not judged again.</param>
    /// <param name="sizes">Completions by problem id.</param>
    /// <param name="judged">Called for each completion once its verdict is there.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async IAsyncEnumerable<RewardBreakdown> RunAsync(
        IEnumerable<CompletionLine> completions,
        IEnumerable<RewardBreakdown> known,
        IReadOnlyDictionary<string, int> sizes,
        Action judged,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var places = new SemaphoreSlim(SandboxSession.PlacesFor(sandbox, HandedOverPerBox));
        var window = Channel.CreateBounded<Task<JudgedCompletion>>(sandbox.Boxes * WindowPerBox);
        var filling = Task.Run(
            () => FillAsync(window.Writer, completions, known, places, judged, stop.Token),
            stop.Token
        );
        try
        {
            var pricing = new GroupPricing(scorer.Rewards, sizes);
            await foreach (var task in window.Reader.ReadAllAsync(stop.Token))
            {
                foreach (var score in pricing.Add(await task))
                {
                    yield return score;
                }
            }
        }
        finally
        {
            // Nothing may still use the sandbox when the caller goes on.
            await stop.CancelAsync();
            await ((Task)filling).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (window.Reader.TryRead(out var task))
            {
                await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FillAsync(
        ChannelWriter<Task<JudgedCompletion>> window,
        IEnumerable<CompletionLine> completions,
        IEnumerable<RewardBreakdown> known,
        SemaphoreSlim places,
        Action judged,
        CancellationToken stop
    )
    {
        try
        {
            using var earlier = known.GetEnumerator();
            foreach (var line in completions)
            {
                var input = new RewardInput
                {
                    Problem = problems[line.ProblemId],
                    Completion = line.Completion,
                    TokenIds = line.TokenIds,
                    Truncated = line.Truncated,
                };
                var sample = line.Sample ?? 0;
                if (earlier.MoveNext())
                {
                    var score = earlier.Current;
                    var before = new JudgedCompletion(input with { Verdict = score.Verdict }, sample, score);
                    await window.WriteAsync(Task.FromResult(before), stop);
                    continue;
                }

                await places.WaitAsync(stop);
                await window.WriteAsync(Task.Run(() => JudgeAsync(input, sample, places, judged, stop), stop), stop);
            }

            window.Complete();
        }
        catch (Exception fault)
        {
            window.Complete(fault);
        }
    }

    private async Task<JudgedCompletion> JudgeAsync(
        RewardInput input,
        int sample,
        SemaphoreSlim places,
        Action judged,
        CancellationToken stop
    )
    {
        try
        {
            var verdict = await scorer.JudgeAsync(input.Problem, input.Completion, stop);
            judged();
            return new JudgedCompletion(input with { Verdict = verdict }, sample, null);
        }
        finally
        {
            places.Release();
        }
    }
}

/// <summary>A completion with its verdict, to be priced.</summary>
/// <param name="Input">What is known of it.</param>
/// <param name="Sample">Which of its problem's completions.</param>
/// <param name="Known">Its score where an earlier run has priced it already.</param>
internal sealed record JudgedCompletion(RewardInput Input, int Sample, RewardBreakdown? Known);
