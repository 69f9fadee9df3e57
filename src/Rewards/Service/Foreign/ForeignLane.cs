using Microsoft.AspNetCore.Http;
using R1Code.Rewards.Service.Hosting;
using R1Code.Rewards.Service.Queueing;
using R1Code.Rewards.Service.Scoring;

namespace R1Code.Rewards.Service.Foreign;

/// <summary>
/// How foreign calls wait. Their clients retry on 504 alone and count every other refusal as a wrong answer, so nothing
/// is refused for being busy: a call waits for its turn until the client would give up, and then hears 504.
/// </summary>
internal sealed class ForeignLane(JudgingQueue queue, TimeProvider time)
{
    public async Task<(T? Value, Refused? Refusal)> RunAsync<T>(
        HttpContext context,
        string protocol,
        TimeSpan patience,
        Func<Origin, CancellationToken, Task<T>> work
    )
    {
        var (values, refusal) = await RunAllAsync(context, protocol, patience, [work]);
        return values is null ? (default, refusal) : (values[0], null);
    }

    /// <summary>As <see cref="RunAsync"/> for several pieces of work; all have to meet the deadline.</summary>
    public async Task<(IReadOnlyList<T>? Values, Refused? Refusal)> RunAllAsync<T>(
        HttpContext context,
        string protocol,
        TimeSpan patience,
        IReadOnlyList<Func<Origin, CancellationToken, Task<T>>> work
    )
    {
        var aborted = context.RequestAborted;
        var origin = new Origin(Callers.Of(context), protocol);
        using var timer = new CancellationTokenSource(patience, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(aborted, timer.Token);
        try
        {
            return (
                await Task.WhenAll(
                    work.Select(w => queue.Add(origin.Client, token => w(origin, token), deadline.Token))
                ),
                null
            );
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !aborted.IsCancellationRequested)
        {
            return (
                null,
                Refused.TooSlow(
                    $"The result was not there within {patience.TotalSeconds:0} seconds: {queue.Waiting} submissions wait. Send it again."
                )
            );
        }
    }
}
