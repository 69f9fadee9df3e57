using R1Code.Rewards.Service.Problems;

namespace R1Code.Rewards.Service.Observation;

/// <summary>Whether this process can do its work now.</summary>
internal sealed class Readiness(SandboxWatch sandbox, IProblemStore store, ServiceOptions options)
{
    /// <summary>Null when ready; otherwise what is missing.</summary>
    public async Task<string?> FaultAsync(CancellationToken cancellationToken)
    {
        if (options.Storage == StorageKind.Postgres)
        {
            try
            {
                await store.FindAsync("", cancellationToken);
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                return $"The database does not answer: {fault.GetType().Name}.";
            }
        }

        return await sandbox.IsReadyAsync(cancellationToken)
            ? null
            : "The canary submission was not judged right: no box works. The service's log has the reason.";
    }
}
