using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using R1Code.Rewards.Service.Jobs;
using R1Code.Rewards.Service.Observation;
using R1Code.Rewards.Service.Queueing;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Postgres;

/// <summary>Takes the calls of API nodes and answers them. While a call runs it is claimed anew again and again; a claim that grows old is free.</summary>
internal sealed class RemoteCallWorker(
    Database database,
    JobSignals signals,
    JudgingQueue queue,
    ISandbox sandbox,
    ServiceOptions options,
    ILogger<RemoteCallWorker> logger
) : BackgroundService
{
    // A call whose API node died is withdrawn by nobody.
    private const string Orphaned = "created_at < now() - interval '2 hours'";

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly string _name = $"{Environment.MachineName}/{Environment.ProcessId}/{Guid.NewGuid():n}";
    private readonly ConcurrentDictionary<string, Task> _running = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watcher = signals.Watch(RemoteSandbox.AnyWorker);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RenewAsync(stoppingToken);
                var taken = await TakeAsync(stoppingToken);
                if (taken == 0)
                {
                    await watcher.NextAsync(LookAgain, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Log.BackgroundFault(logger, nameof(RemoteCallWorker), fault);
                await Task.Delay(LookAgain, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task<int> TakeAsync(CancellationToken stopping)
    {
        var room = (queue.Workers * 2) - _running.Count;
        if (room <= 0)
        {
            return 0;
        }

        var calls = await database.QueryAsync(
            $"""
            WITH gone AS (DELETE FROM r1code.sandbox_calls WHERE {Orphaned})
            UPDATE r1code.sandbox_calls SET taken_by = $1, taken_at = now() WHERE id IN (
                SELECT id FROM r1code.sandbox_calls
                WHERE answer IS NULL AND (taken_at IS NULL OR taken_at < now() - $2) AND NOT ({Orphaned})
                ORDER BY number LIMIT $3 FOR UPDATE SKIP LOCKED
            ) RETURNING id, kind, request, trace
            """,
            r => new Call(
                r.GetString(0),
                r.GetInt16(1),
                r.GetFieldValue<byte[]>(2),
                r.IsDBNull(3) ? null : r.GetString(3)
            ),
            stopping,
            _name,
            options.Queue.WorkerSilence,
            room
        );
        foreach (var call in calls)
        {
            _running[call.Id] = AnswerAsync(call, stopping);
        }

        return calls.Count;
    }

    private async Task AnswerAsync(Call call, CancellationToken stopping)
    {
        // Leaves the loop that takes calls before it works.
        await Task.Yield();
        using var span = Traces.Call(call.Trace);
        try
        {
            var answer = await queue.Add("calls", token => JudgeAsync(call, token), stopping);
            await database.RunAsync(
                "WITH answered AS (UPDATE r1code.sandbox_calls SET answer = $2 WHERE id = $1) SELECT pg_notify($3, $1)",
                stopping,
                call.Id,
                answer,
                RemoteSandbox.Channel
            );
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            // The claim grows old and another worker, or this one, tries again.
            Log.BackgroundFault(logger, nameof(RemoteCallWorker), fault);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the claim grows old.
        }
        finally
        {
            _running.TryRemove(call.Id, out _);
            signals.Pulse(RemoteSandbox.AnyWorker);
        }
    }

    private async Task<byte[]> JudgeAsync(Call call, CancellationToken cancellationToken)
    {
        if (call.Kind == RemoteCall.Run)
        {
            return Database.Json(await sandbox.RunAsync(Database.Parse<ProgramRun>(call.Request), cancellationToken));
        }

        var (problem, source) = Database.Parse<RemoteJudge>(call.Request);
        return Database.Json(await sandbox.JudgeAsync(problem, source, cancellationToken));
    }

    private Task RenewAsync(CancellationToken stopping) =>
        _running.IsEmpty
            ? Task.CompletedTask
            : database.RunAsync(
                "UPDATE r1code.sandbox_calls SET taken_at = now() WHERE taken_by = $1 AND id = ANY($2)",
                stopping,
                _name,
                _running.Keys.ToArray()
            );

    private sealed record Call(string Id, short Kind, byte[] Request, string? Trace);
}
