using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Npgsql;
using R1Code.Rewards.Service.Observation;
using R1Code.Sandbox.Protocol;

namespace R1Code.Rewards.Service.Postgres;

/// <summary>
/// Connections to PostgreSQL that survive its restart: a command that failed because the server went away is tried again
/// until it is back. Commands are therefore written so that doing them twice is doing them once.
/// </summary>
internal sealed class Database : IAsyncDisposable, IDisposable
{
    // Any number, the same in every process: who holds it prepares the schema.
    private const long SchemaLock = 7_211_945_003;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly NpgsqlDataSource _source;
    private readonly TimeProvider _time;
    private readonly ILogger<Database> _logger;

    public Database(ServiceOptions options, TimeProvider time, ILogger<Database> logger)
    {
        ConnectionString = Bounded(options.ConnectionString!);
        _source = NpgsqlDataSource.Create(ConnectionString);
        _time = time;
        _logger = logger;
    }

    public string ConnectionString { get; }

    public static byte[] Json<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, R1Json.Options);

    public static T Parse<T>(byte[] json) => JsonSerializer.Deserialize<T>(json, R1Json.Options)!;

    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken) =>
        _source.OpenConnectionAsync(cancellationToken);

    /// <summary>Runs a command; parameters are <c>$1</c>, <c>$2</c>, … in order. Returns how many rows it changed.</summary>
    public Task<int> RunAsync(string sql, CancellationToken cancellationToken, params object?[] values) =>
        PersistAsync(
            async () =>
            {
                await using var command = Command(sql, values);
                return await command.ExecuteNonQueryAsync(cancellationToken);
            },
            cancellationToken
        );

    public Task<List<T>> QueryAsync<T>(
        string sql,
        Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken,
        params object?[] values
    ) =>
        PersistAsync(
            async () =>
            {
                await using var command = Command(sql, values);
                await using var reader = await command.ExecuteReaderAsync(cancellationToken);
                var rows = new List<T>();
                while (await reader.ReadAsync(cancellationToken))
                {
                    rows.Add(read(reader));
                }

                return rows;
            },
            cancellationToken
        );

    /// <summary>Runs several commands as one; all of it again when the server went away in between.</summary>
    public Task<T> TransactAsync<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken) =>
        PersistAsync(
            async () =>
            {
                await using var connection = await OpenAsync(cancellationToken);
                await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
                var result = await work(connection);
                await transaction.CommitAsync(cancellationToken);
                return result;
            },
            cancellationToken
        );

    public static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params object?[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        Fill(command, values);
        return command;
    }

    /// <summary>Makes the tables where they are missing, and whatever else has to be prepared by one process at a time.</summary>
    public void Prepare(Action others)
    {
        using var connection = _source.OpenConnection();
        Run(connection, $"SELECT pg_advisory_lock({SchemaLock})");
        try
        {
            using var stream = typeof(Database).Assembly.GetManifestResourceStream("schema.sql")!;
            using var reader = new StreamReader(stream);
            Run(connection, reader.ReadToEnd());
            others();
        }
        finally
        {
            Run(connection, $"SELECT pg_advisory_unlock({SchemaLock})");
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    public void Dispose() => _source.Dispose();

    public static bool IsAway(Exception fault) =>
        fault switch
        {
            // Shutting down, crashed, starting up, too many connections, chosen to end a deadlock, or the connection itself.
            PostgresException server => server.SqlState is "57P01" or "57P02" or "57P03" or "53300" or "40P01"
                || server.SqlState.StartsWith("08", StringComparison.Ordinal),
            // What the server did not say itself is about the connection: broken, refused, or answered by a postmaster that is dying
            // with a letter the protocol does not have there.
            NpgsqlException client => client is not NpgsqlOperationInProgressException,
            IOException or SocketException => true,
            _ => false,
        };

    private static string Bounded(string connectionString)
    {
        // PostgreSQL's own default is 100 connections for everybody; several processes and Hangfire share them.
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (!builder.ContainsKey("Maximum Pool Size") || builder.MaxPoolSize == 100)
        {
            builder.MaxPoolSize = 24;
        }

        return builder.ConnectionString;
    }

    private static void Run(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private static void Fill(NpgsqlCommand command, object?[] values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
    }

    private NpgsqlCommand Command(string sql, object?[] values)
    {
        var command = _source.CreateCommand(sql);
        Fill(command, values);
        return command;
    }

    private async Task<T> PersistAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        for (
            var delay = TimeSpan.FromMilliseconds(100);
            ;
            delay = TimeSpan.FromSeconds(Math.Min(delay.TotalSeconds * 2, 2))
        )
        {
            try
            {
                return await work();
            }
            catch (Exception fault) when (IsAway(fault) && _time.GetElapsedTime(start) < Patience)
            {
                Log.DatabaseRetry(_logger, delay, fault.Message);
                await Task.Delay(delay, _time, cancellationToken);
            }
        }
    }
}
