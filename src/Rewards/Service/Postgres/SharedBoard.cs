using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using R1Code.Rewards.Service.Observation;

namespace R1Code.Rewards.Service.Postgres;

/// <summary>
/// All processes on one database: each writes down what it judged lately and how it is, twice a second and all at once, so
/// that no submission waits for it. What a process killed in between had not written is not shown; results are elsewhere.
/// </summary>
internal sealed class SharedBoard(
    Database database,
    LocalBoard own,
    SubmissionLog latest,
    TimeProvider time,
    ILogger<SharedBoard> logger
) : BackgroundService, ISubmissionBoard
{
    private const int Kept = 4 * SubmissionLog.Kept;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    // A process that said nothing for so long is gone, or its database is.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private long _written;

    public async Task<SubmissionRecord?> FindAsync(long number, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            "SELECT number, body FROM r1code.submissions WHERE number = $1",
            r => Database.Parse<SubmissionRecord>(r.GetFieldValue<byte[]>(1)) with { Number = r.GetInt64(0) },
            cancellationToken,
            number
        );
        return rows.Count == 0 ? null : rows[0];
    }

    public async Task<IReadOnlyList<SubmissionRecord>> SearchAsync(
        SubmissionSearch search,
        CancellationToken cancellationToken
    ) =>
        await database.QueryAsync(
            """
            SELECT number, summary FROM r1code.submissions
            WHERE ($1 = '' OR strpos(lower(words), lower($1)) > 0)
                AND ($2 = '' OR status = $2) AND ($3 = '' OR protocol = $3)
            ORDER BY number DESC LIMIT $4
            """,
            r => Database.Parse<SubmissionRecord>(r.GetFieldValue<byte[]>(1)) with { Number = r.GetInt64(0) },
            cancellationToken,
            Plain(search.Text ?? ""),
            search.Status?.ToString() ?? "",
            Plain(search.Protocol ?? ""),
            search.Most
        );

    public async Task<IReadOnlyList<NodeState>> NodesAsync(CancellationToken cancellationToken)
    {
        var others = await database.QueryAsync(
            "SELECT state FROM r1code.nodes WHERE seen_at > now() - $1 AND name <> $2",
            r => Database.Parse<NodeState>(r.GetFieldValue<byte[]>(0)),
            cancellationToken,
            Silence,
            own.Name
        );
        return [.. others.Append(own.Look()).OrderBy(n => n.Name, StringComparer.Ordinal)];
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await WriteAsync(stoppingToken);
                await timer.WaitForNextTickAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Log.BackgroundFault(logger, nameof(SharedBoard), fault);
                await Task.Delay(Silence, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task WriteAsync(CancellationToken stopping)
    {
        await database.RunAsync(
            """
            WITH gone AS (DELETE FROM r1code.nodes WHERE seen_at < now() - $3)
            INSERT INTO r1code.nodes (name, state) VALUES ($1, $2)
            ON CONFLICT (name) DO UPDATE SET seen_at = now(), state = excluded.state
            """,
            stopping,
            own.Name,
            Database.Json(own.Look()),
            6 * Silence
        );
        var records = latest.After(_written);
        if (records.Count == 0)
        {
            return;
        }

        var named = records.Select(r => r with { Node = own.Name }).ToList();
        await database.RunAsync(
            """
            WITH old AS (
                DELETE FROM r1code.submissions WHERE number <= (SELECT max(number) FROM r1code.submissions) - $4
            )
            INSERT INTO r1code.submissions (summary, body, words, status, protocol)
            SELECT * FROM unnest($1::bytea[], $2::bytea[], $3::text[], $5::text[], $6::text[])
            """,
            stopping,
            named.Select(r => Database.Json(r.Summary())).ToArray(),
            named.Select(r => Database.Json(r)).ToArray(),
            named.Select(r => Plain(string.Join('\n', r.Words()))).ToArray(),
            (long)Kept,
            named.Select(r => r.Status?.ToString()).ToArray(),
            named.Select(r => r.Protocol).ToArray()
        );
        _written = records[^1].Number;
    }

    // PostgreSQL's text holds neither NUL nor half a surrogate pair.
    private static string Plain(string text) =>
        string.Concat(text.EnumerateRunes().Where(rune => rune.Value != 0).Select(rune => rune.ToString()));
}
