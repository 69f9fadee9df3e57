using System.Diagnostics;

namespace R1Code.Cli.Bench.Service;

/// <summary>
/// Cleans up after this process whatever ends it, SIGKILL included: a shell that waits until the pipe from here closes and
/// then runs its command. Disposing closes the pipe too, so there is one way of cleaning up.
/// </summary>
internal sealed class Afterwards : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process _shell;

    /// <summary>Waits from now on.</summary>
    /// <param name="script">Shell commands.</param>
    /// <param name="arguments">Its <c>$1</c>, <c>$2</c>, …</param>
    public Afterwards(string script, params string[] arguments)
    {
        // A session of its own: Ctrl-C in a terminal reaches everybody in ours.
        var start = new ProcessStartInfo(
            "setsid",
            ["/bin/sh", "-c", $"cat >/dev/null; exec >/dev/null 2>&1; {script}", "sh", .. arguments]
        )
        {
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        _shell = Process.Start(start)!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _shell.StandardInput.Close();
        _shell.WaitForExit(Patience);
        _shell.Dispose();
    }
}
