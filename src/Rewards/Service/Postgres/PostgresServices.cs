using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using R1Code.Rewards.Service.Jobs;
using R1Code.Rewards.Service.Observation;
using R1Code.Rewards.Service.Problems;

namespace R1Code.Rewards.Service.Postgres;

/// <summary>PostgreSQL as the place of jobs, results, problems and Hangfire's queue.</summary>
internal static class PostgresServices
{
    public static void AddPostgres(this IServiceCollection services, ServiceOptions options)
    {
        services.AddSingleton<Database>();
        services.AddSingleton<IJobStore, PostgresJobStore>();
        services.AddSingleton<IProblemStore, PostgresProblemStore>();
        services.AddSingleton<JobStorage>(p => Storage(p.GetRequiredService<Database>(), options));
        services.AddHostedService<ChangeListener>();
        services.AddSingleton<SharedBoard>();
        services.AddSingleton<ISubmissionBoard>(p => p.GetRequiredService<SharedBoard>());
        services.AddHostedService(p => p.GetRequiredService<SharedBoard>());
        if (options.Role != ServiceRole.Api)
        {
            services.AddHostedService<RemoteCallWorker>();
        }
    }

    private static PostgreSqlStorage Storage(Database database, ServiceOptions options)
    {
        var settings = new PostgreSqlStorageOptions
        {
            // A worker that lives says so again and again; one that died loses its slice after the silence.
            InvisibilityTimeout = options.Queue.WorkerSilence,
            UseSlidingInvisibilityTimeout = true,

            // Hangfire's locks are rows, held for milliseconds. A killed process leaves its row behind, and whoever wants
            // the same lock waits for it: by default ten minutes, in which the slice of that row is stuck.
            DistributedLockTimeout = options.Queue.WorkerSilence,

            // Not its long polling: there a worker that has just fetched a slice waits for its listening connection to end,
            // now and then for ever, and goes on to say that it lives. Looking costs less than that each worker of every
            // process wakes for each slice, and a worker with work does not wait between two slices.
            QueuePollInterval = TimeSpan.FromMilliseconds(100),
            EnableLongPolling = false,
            PrepareSchemaIfNecessary = true,
        };
        PostgreSqlStorage? storage = null;
        var connection = Hurried(database.ConnectionString);
        database.Prepare(() =>
            storage = new PostgreSqlStorage(new NpgsqlConnectionFactory(connection, settings), settings)
        );
        storage!.JobExpirationTimeout = TimeSpan.FromHours(1);
        return storage;
    }

    // Hangfire commits a dozen times for each slice, and each time would wait for the disk. A crash of the server may take
    // back its last moments: a slice that is then missing in the queue is put back, one that comes again has nothing to
    // do. What was promised to clients (jobs, results) is in our own tables, whose commits do wait.
    private static string Hurried(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        builder.Options = $"{builder.Options} -c synchronous_commit=off".TrimStart();
        return builder.ConnectionString;
    }
}
