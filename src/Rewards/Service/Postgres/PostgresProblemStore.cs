using R1Code.Rewards.Contracts;
using R1Code.Rewards.Service.Problems;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Postgres;

/// <summary>Registered problems in PostgreSQL.</summary>
internal sealed class PostgresProblemStore(Database database) : IProblemStore
{
    public async Task<PutOutcome> PutAsync(Problem problem, int most, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync(
            """
            INSERT INTO r1code.problems (id, summary, body)
            SELECT $1, $2, $3 WHERE (SELECT count(*) FROM r1code.problems) < $4 OR EXISTS (SELECT 1 FROM r1code.problems WHERE id = $1)
            ON CONFLICT (id) DO UPDATE SET summary = excluded.summary, body = excluded.body
            RETURNING xmax = 0
            """,
            r => r.GetBoolean(0),
            cancellationToken,
            problem.Id,
            Database.Json(MemoryProblemStore.Summary(problem)),
            Database.Json(problem),
            (long)most
        );
        return rows.Count == 0 ? PutOutcome.Full
            : rows[0] ? PutOutcome.Created
            : PutOutcome.Replaced;
    }

    public async Task<Problem?> FindAsync(string id, CancellationToken cancellationToken)
    {
        // A NUL character, which PostgreSQL's text cannot hold, is in no id.
        if (id.Contains('\0', StringComparison.Ordinal))
        {
            return null;
        }

        var rows = await database.QueryAsync(
            "SELECT body FROM r1code.problems WHERE id = $1",
            r => Database.Parse<Problem>(r.GetFieldValue<byte[]>(0)),
            cancellationToken,
            id
        );
        return rows.Count == 0 ? null : rows[0];
    }

    public async Task<IReadOnlyList<ProblemSummary>> ListAsync(CancellationToken cancellationToken) =>
        await database.QueryAsync(
            "SELECT summary FROM r1code.problems ORDER BY id COLLATE \"C\"",
            r => Database.Parse<ProblemSummary>(r.GetFieldValue<byte[]>(0)),
            cancellationToken
        );
}
