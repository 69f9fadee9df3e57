using System.Diagnostics;
using R1Code.Rewards.Service.Jobs;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Postgres;

/// <summary>
/// The sandbox of an API node: calls become rows that workers take. A call whose client has gone is withdrawn; a call
/// whose worker died is taken by another one.
/// </summary>
internal sealed class RemoteSandbox(Database database, JobSignals signals) : ISandbox
{
    /// <summary>Payload <see cref="AnyWorker"/>: there is work. Any other payload: the call of that id is answered.</summary>
    public const string Channel = "r1code_calls";

    public const string AnyWorker = "work";

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    public Task<Verdict> JudgeAsync(Problem problem, string source, CancellationToken cancellationToken) =>
        CallAsync<Verdict>(RemoteCall.Judge, new RemoteJudge(problem, source), cancellationToken);

    public Task<ProgramOutcome> RunAsync(ProgramRun run, CancellationToken cancellationToken) =>
        CallAsync<ProgramOutcome>(RemoteCall.Run, run, cancellationToken);

    private async Task<T> CallAsync<T>(short kind, object request, CancellationToken cancellationToken)
    {
        var id = Guid.NewGuid().ToString("n");
        using var watcher = signals.Watch(id);
        try
        {
            await database.RunAsync(
                "WITH call AS (INSERT INTO r1code.sandbox_calls (id, kind, request, trace) VALUES ($1, $2, $3, $6) ON CONFLICT DO NOTHING) SELECT pg_notify($4, $5)",
                cancellationToken,
                id,
                kind,
                Database.Json(request),
                Channel,
                AnyWorker,
                Activity.Current?.Id
            );
            while (true)
            {
                await watcher.NextAsync(LookAgain, cancellationToken);
                var answers = await database.QueryAsync(
                    "SELECT answer FROM r1code.sandbox_calls WHERE id = $1 AND answer IS NOT NULL",
                    r => r.GetFieldValue<byte[]>(0),
                    cancellationToken,
                    id
                );
                if (answers.Count > 0)
                {
                    return Database.Parse<T>(answers[0]);
                }
            }
        }
        finally
        {
            await database.RunAsync("DELETE FROM r1code.sandbox_calls WHERE id = $1", CancellationToken.None, id);
        }
    }
}

/// <summary>Kinds of calls.</summary>
internal static class RemoteCall
{
    public const short Judge = 1;
    public const short Run = 2;
}

/// <summary>Arguments of <see cref="ISandbox.JudgeAsync"/>.</summary>
internal sealed record RemoteJudge(Problem Problem, string Source);
