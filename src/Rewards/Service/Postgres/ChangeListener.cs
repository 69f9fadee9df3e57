using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using R1Code.Rewards.Service.Jobs;
using R1Code.Rewards.Service.Observation;

namespace R1Code.Rewards.Service.Postgres;

/// <summary>Hears what other processes changed and wakes who waits for it here. After a lost connection everybody looks again.</summary>
internal sealed class ChangeListener(Database database, JobSignals signals, ILogger<ChangeListener> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Log.DatabaseRetry(logger, Pause, fault.Message);
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken stopping)
    {
        await using var connection = await database.OpenAsync(stopping);
        connection.Notification += (_, change) => signals.Pulse(change.Payload);
        await using (
            var listen = new NpgsqlCommand(
                $"LISTEN {PostgresJobStore.Channel}; LISTEN {RemoteSandbox.Channel}",
                connection
            )
        )
        {
            await listen.ExecuteNonQueryAsync(stopping);
        }

        signals.PulseAll();
        while (true)
        {
            await connection.WaitAsync(stopping);
        }
    }
}
