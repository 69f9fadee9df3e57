using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Npgsql;
using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service.Jobs;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Postgres;

/// <summary>Jobs in PostgreSQL, shared by all processes. Every change of a job is told to the others on <see cref="Channel"/>.</summary>
internal sealed class PostgresJobStore(Database database) : IJobStore
{
    public const string Channel = "r1code_jobs";

    private const string HeaderColumns = "id, client, state, total, finished, error, callback, created_at, finished_at";

    public async Task<(JobHeader Job, bool Created)> AddAsync(NewJob job, CancellationToken cancellationToken)
    {
        var id = await database.TransactAsync(
            connection => InsertAsync(connection, job, cancellationToken),
            cancellationToken
        );
        return ((await FindAsync(id, cancellationToken))!, id == job.Id);
    }

    public async Task<JobHeader?> FindAsync(string jobId, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            $"SELECT {HeaderColumns} FROM r1code.jobs WHERE id = $1",
            Header,
            cancellationToken,
            jobId
        );
        return rows.Count == 0 ? null : rows[0];
    }

    public async Task<IReadOnlyList<StoredResult>> ResultsAsync(
        string jobId,
        long after,
        CancellationToken cancellationToken
    ) =>
        await database.QueryAsync(
            "SELECT seq, idx, body FROM r1code.job_results WHERE job_id = $1 AND seq > $2 ORDER BY seq",
            r => new StoredResult(
                r.GetInt32(0),
                r.GetInt32(1),
                Database.Parse<RewardBreakdown>(r.GetFieldValue<byte[]>(2))
            ),
            cancellationToken,
            jobId,
            (int)Math.Clamp(after, 0, int.MaxValue)
        );

    public async Task<SliceWork?> TakeSliceAsync(string jobId, int slice, CancellationToken cancellationToken)
    {
        // Only the first slice changes the job: the others would wait for its row, which results are being paid into. A
        // crash may take all of this back, so nobody waits for the disk.
        var jobs = await database.QueryAsync(
            """
            WITH seen AS (UPDATE r1code.job_slices SET seen_at = now(), taken = true WHERE job_id = $1 AND slice = $2),
                begun AS (UPDATE r1code.jobs SET state = 1 WHERE id = $1 AND state = 0)
            SELECT client, rewards, slice_size, trace, created_at, set_config('synchronous_commit', 'off', true)
            FROM r1code.jobs WHERE id = $1 AND state < 2
            """,
            r =>
                (
                    Client: r.GetString(0),
                    Rewards: r.GetFieldValue<byte[]>(1),
                    SliceSize: r.GetInt32(2),
                    Trace: r.IsDBNull(3) ? null : r.GetString(3),
                    CreatedAt: r.GetFieldValue<DateTimeOffset>(4)
                ),
            cancellationToken,
            jobId,
            slice
        );
        if (jobs.Count == 0)
        {
            return null;
        }

        var rows = await database.QueryAsync(
            """
            SELECT i.idx, i.sample, i.completion, i.problem, i.truncated, i.token_ids FROM r1code.job_items i
            LEFT JOIN r1code.job_results r ON r.job_id = i.job_id AND r.idx = i.idx
            WHERE i.job_id = $1 AND i.idx >= $2 AND i.idx < $3 AND r.idx IS NULL ORDER BY i.idx
            """,
            r =>
                (
                    Index: r.GetInt32(0),
                    Sample: r.GetInt32(1),
                    Completion: Encoding.UTF8.GetString(r.GetFieldValue<byte[]>(2)),
                    Problem: r.GetInt32(3),
                    Truncated: r.GetBoolean(4),
                    TokenIds: r.IsDBNull(5) ? null : Database.Parse<IReadOnlyList<int>>(r.GetFieldValue<byte[]>(5))
                ),
            cancellationToken,
            jobId,
            slice * jobs[0].SliceSize,
            (slice + 1) * jobs[0].SliceSize
        );
        var problems = (
            await database.QueryAsync(
                "SELECT number, body FROM r1code.job_problems WHERE job_id = $1 AND number = ANY($2)",
                r => (Number: r.GetInt32(0), Problem: Database.Parse<Problem>(r.GetFieldValue<byte[]>(1))),
                cancellationToken,
                jobId,
                rows.Select(r => r.Problem).Distinct().ToArray()
            )
        ).ToDictionary(p => p.Number, p => p.Problem);
        return new SliceWork(
            jobs[0].Client,
            Database.Parse<Dictionary<string, JsonElement>>(jobs[0].Rewards),
            [
                .. rows.Select(r =>
                    (
                        r.Index,
                        new JobItem(problems[r.Problem], r.Completion, r.Sample)
                        {
                            Truncated = r.Truncated,
                            TokenIds = r.TokenIds,
                        }
                    )
                ),
            ]
        )
        {
            Trace = jobs[0].Trace,
            CreatedAt = jobs[0].CreatedAt,
        };
    }

    public async Task AddResultsAsync(
        string jobId,
        IReadOnlyList<(int Index, RewardBreakdown Result)> results,
        CancellationToken cancellationToken
    )
    {
        while (true)
        {
            try
            {
                // The update holds the job's row, so that sequence numbers become visible in their order.
                await database.RunAsync(
                    """
                    WITH fresh AS (
                        SELECT idx, body, row_number() OVER (ORDER BY place)::integer AS nth
                        FROM unnest($2::integer[], $3::bytea[]) WITH ORDINALITY AS given (idx, body, place)
                        WHERE NOT EXISTS (SELECT 1 FROM r1code.job_results r WHERE r.job_id = $1 AND r.idx = given.idx)
                    ), counted AS (
                        UPDATE r1code.jobs SET finished = finished + (SELECT count(*) FROM fresh)
                        WHERE id = $1 AND state < 2 AND EXISTS (SELECT 1 FROM fresh)
                        RETURNING finished - (SELECT count(*)::integer FROM fresh) AS before
                    ), paid AS (
                        INSERT INTO r1code.job_results (job_id, idx, seq, body)
                        SELECT $1, idx, before + nth, body FROM fresh, counted
                    )
                    SELECT pg_notify($4, $1) FROM counted
                    """,
                    cancellationToken,
                    jobId,
                    results.Select(r => r.Index).ToArray(),
                    results.Select(r => Database.Json(r.Result)).ToArray(),
                    Channel
                );
                return;
            }
            catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                // Another worker paid one of these items between our look and our insert; nothing of ours was kept, and
                // the next look sees its result.
            }
        }
    }

    public Task<bool> TryFinishAsync(string jobId, CancellationToken cancellationToken) =>
        EndAsync("state = 2", "AND finished = total", [jobId, Channel], cancellationToken);

    public Task<bool> TryStopAsync(string jobId, JobState state, string? error, CancellationToken cancellationToken) =>
        EndAsync("state = $3, error = $4", "", [jobId, Channel, (short)state, error], cancellationToken);

    public Task MarkQueuedAsync(
        string jobId,
        IReadOnlyList<(int Slice, string QueueId)> slices,
        CancellationToken cancellationToken
    ) =>
        database.RunAsync(
            """
            WITH queued AS (
                SELECT q.slice, q.queue_id, (
                    SELECT count(*)::integer FROM r1code.job_results r JOIN r1code.jobs j ON j.id = r.job_id
                    WHERE r.job_id = $1 AND r.idx >= q.slice * j.slice_size AND r.idx < (q.slice + 1) * j.slice_size
                ) AS paid
                FROM unnest($2::integer[], $3::text[]) AS q (slice, queue_id)
            )
            UPDATE r1code.job_slices s SET
                rescues = CASE WHEN s.queue_id IS NULL OR q.paid > s.paid_when_queued THEN 0 ELSE s.rescues END
                    + (s.queue_id IS NOT NULL)::integer,
                paid_when_queued = q.paid, queue_id = q.queue_id, seen_at = now(), taken = false
            FROM queued q WHERE s.job_id = $1 AND s.slice = q.slice
            """,
            cancellationToken,
            jobId,
            slices.Select(s => s.Slice).ToArray(),
            slices.Select(s => s.QueueId).ToArray()
        );

    public Task RenewAsync(IReadOnlyCollection<SliceId> slices, CancellationToken cancellationToken) =>
        database.RunAsync(
            """
            UPDATE r1code.job_slices s SET seen_at = now() FROM unnest($1::text[], $2::integer[]) AS alive (job_id, slice)
            WHERE s.job_id = alive.job_id AND s.slice = alive.slice
            """,
            cancellationToken,
            slices.Select(s => s.JobId).ToArray(),
            slices.Select(s => s.Slice).ToArray()
        );

    public Task MarkCallbackQueuedAsync(string jobId, CancellationToken cancellationToken) =>
        database.RunAsync("UPDATE r1code.jobs SET callback_queued = true WHERE id = $1", cancellationToken, jobId);

    public async Task<IReadOnlyList<SilentSlice>> SilentSlicesAsync(
        TimeSpan silence,
        CancellationToken cancellationToken
    ) =>
        await database.QueryAsync(
            """
            SELECT s.job_id, s.slice, s.queue_id, s.rescues FROM r1code.job_slices s JOIN r1code.jobs j ON j.id = s.job_id
            WHERE j.state < 2 AND s.seen_at < now() - $1 AND (
                SELECT count(*) FROM r1code.job_results r
                WHERE r.job_id = s.job_id AND r.idx >= s.slice * j.slice_size AND r.idx < (s.slice + 1) * j.slice_size
            ) < least(j.slice_size, j.total - s.slice * j.slice_size)
            ORDER BY s.taken DESC, s.seen_at LIMIT 500
            """,
            r => new SilentSlice(
                new SliceId(r.GetString(0), r.GetInt32(1)),
                r.IsDBNull(2) ? null : r.GetString(2),
                r.GetInt32(3)
            ),
            cancellationToken,
            silence
        );

    public async Task<IReadOnlyList<string>> CompleteJobsAsync(CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "SELECT id FROM r1code.jobs WHERE state < 2 AND finished = total LIMIT 100",
            r => r.GetString(0),
            cancellationToken
        );

    public async Task<IReadOnlyList<string>> MissedCallbacksAsync(
        TimeSpan silence,
        CancellationToken cancellationToken
    ) =>
        await database.QueryAsync(
            "SELECT id FROM r1code.jobs WHERE state >= 2 AND callback IS NOT NULL AND NOT callback_queued AND finished_at < now() - $1 LIMIT 100",
            r => r.GetString(0),
            cancellationToken,
            silence
        );

    public async Task<long> PendingItemsAsync(CancellationToken cancellationToken) =>
        (
            await database.QueryAsync(
                "SELECT coalesce(sum(total - finished), 0)::bigint FROM r1code.jobs WHERE state < 2",
                r => r.GetInt64(0),
                cancellationToken
            )
        )[0];

    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.RunAsync(
            "DELETE FROM r1code.jobs WHERE state >= 2 AND finished_at < $1",
            cancellationToken,
            before.ToUniversalTime()
        );

    private static async Task<string> InsertAsync(
        NpgsqlConnection connection,
        NewJob job,
        CancellationToken cancellationToken
    )
    {
        await using var insert = Database.Command(
            connection,
            """
            INSERT INTO r1code.jobs (id, client, idempotency_key, total, slice_size, rewards, callback, trace)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING
            """,
            job.Id,
            job.Client,
            job.IdempotencyKey,
            job.Items.Count,
            job.SliceSize,
            Database.Json(job.Rewards),
            job.Callback?.ToString(),
            job.Trace
        );
        if (await insert.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            // Either the key was used before, or this very insert was committed and only its confirmation got lost.
            await using var known = Database.Command(
                connection,
                "SELECT id FROM r1code.jobs WHERE id = $1 OR (client = $2 AND idempotency_key = $3)",
                job.Id,
                job.Client,
                job.IdempotencyKey
            );
            return (string)(await known.ExecuteScalarAsync(cancellationToken))!;
        }

        var (problems, numbers) = Distinct(job.Items);
        await ManyAsync(
            "INSERT INTO r1code.job_problems (job_id, number, body) SELECT $1, * FROM unnest($2::integer[], $3::bytea[])",
            Enumerable.Range(0, problems.Count).ToArray(),
            problems.ToArray()
        );
        await ManyAsync(
            "INSERT INTO r1code.job_items (job_id, idx, problem, sample, completion, truncated, token_ids) SELECT $1, * FROM unnest($2::integer[], $3::integer[], $4::integer[], $5::bytea[], $6::boolean[], $7::bytea[])",
            Enumerable.Range(0, job.Items.Count).ToArray(),
            numbers,
            job.Items.Select(i => i.Sample).ToArray(),
            job.Items.Select(i => Encoding.UTF8.GetBytes(i.Completion)).ToArray(),
            job.Items.Select(i => i.Truncated).ToArray(),
            job.Items.Select(i => i.TokenIds is null ? null : Database.Json(i.TokenIds)).ToArray()
        );
        await ManyAsync(
            "INSERT INTO r1code.job_slices (job_id, slice) SELECT $1, * FROM unnest($2::integer[])",
            Enumerable.Range(0, job.Slices).ToArray()
        );
        return job.Id;

        async Task ManyAsync(string sql, params object[] columns)
        {
            await using var command = Database.Command(connection, sql, [job.Id, .. columns]);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Items usually share few problems: each is stored once, and every item has its number. Over the wire each item brings
    /// an object of its own, so that they are told apart by what they hold.
    /// </summary>
    private static (IReadOnlyList<byte[]> Problems, int[] Numbers) Distinct(IReadOnlyList<JobItem> items)
    {
        var known = new Dictionary<Problem, int>(ReferenceEqualityComparer.Instance);
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var problems = new List<byte[]>();
        return (problems, [.. items.Select(i => known.TryGetValue(i.Problem, out var n) ? n : Number(i.Problem))]);

        int Number(Problem problem)
        {
            var body = Database.Json(problem);
            var digest = Convert.ToHexString(SHA256.HashData(body));
            if (!numbers.TryGetValue(digest, out var number))
            {
                number = numbers[digest] = problems.Count;
                problems.Add(body);
            }

            return known[problem] = number;
        }
    }

    private static JobHeader Header(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetString(0),
            Client = row.GetString(1),
            State = (JobState)row.GetInt16(2),
            Total = row.GetInt32(3),
            Finished = row.GetInt32(4),
            Error = row.IsDBNull(5) ? null : row.GetString(5),
            Callback = row.IsDBNull(6) ? null : new Uri(row.GetString(6)),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(7),
            FinishedAt = row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
        };

    private async Task<bool> EndAsync(
        string change,
        string condition,
        object?[] values,
        CancellationToken cancellationToken
    )
    {
        var rows = await database.QueryAsync(
            $"""
            WITH ended AS (UPDATE r1code.jobs SET {change}, finished_at = now() WHERE id = $1 AND state < 2 {condition} RETURNING id)
            SELECT id, pg_notify($2, id) FROM ended
            """,
            r => r.GetString(0),
            cancellationToken,
            values
        );
        return rows.Count == 1;
    }
}
