using System.Diagnostics;
using System.Runtime.InteropServices;

namespace R1Code.Cli.Hosting;

/// <summary>
/// Ctrl-C and SIGTERM: the first one asks the running verb to stop and waits for it for as long as it takes to write and
/// to clean up; the second ends the process where it stands. Boxes left by that are swept by the next command.
/// </summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly TextWriter _error;
    private int _received;

    /// <summary>Listens from now on and speaks to <paramref name="error"/>.</summary>
    public Interrupts(TextWriter error)
    {
        _error = error;
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
        {
            _registrations.Add(PosixSignalRegistration.Create(signal, OnSignal));
        }
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>Whether a signal has come.</summary>
    public bool HasCome => _stop.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _stop.Dispose();
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (Interlocked.Increment(ref _received) > 1)
        {
            Process.GetCurrentProcess().Kill();
        }

        _error.WriteLine("Stopping; once more ends it at once.");
        _stop.Cancel();
    }
}
