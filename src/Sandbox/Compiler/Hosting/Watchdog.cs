using System.Globalization;
using R1Code.Sandbox.Protocol.Boxes;

namespace R1Code.Sandbox.Compiler.Hosting;

/// <summary>
/// Looks at the process's CPU time and resident memory while a compilation runs. Near the CPU limit it asks the
/// compilation to stop; at a limit it ends the process, which the host takes as the compilation's answer. Wall-clock
/// time plays no part, so a busy machine changes no verdict.
/// </summary>
internal sealed class Watchdog
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly CompilerOptions _options;
    private readonly object _gate = new();
    private volatile Observation? _current;
    private long _idleBytes;

    /// <summary>Starts the watching thread.</summary>
    public Watchdog(CompilerOptions options)
    {
        _options = options;
        new Thread(Look) { IsBackground = true, Name = "watchdog" }.Start();
    }

    /// <summary>
    /// Takes the present size of the process as that of an idle, warm one. Limits hold from here on: warming up compiles
    /// texts of ours, and mostly the compiler itself.
    /// </summary>
    public void TakeBaseline() => _idleBytes = ResidentBytes();

    /// <summary>Begins to watch; ends when disposed.</summary>
    public Observation Watch()
    {
        var observation = new Observation(this, CpuTime());
        lock (_gate)
        {
            _current = observation;
            Monitor.Pulse(_gate);
        }

        return observation;
    }

    /// <summary>Ends the process at once, without handlers, finalizers or waiting for threads.</summary>
    public static void End(int exitCode, string reason)
    {
        Console.Error.WriteLine(reason);
        Console.Error.Flush();
        NativeMethods.ExitNow(exitCode);
    }

    private void Look()
    {
        while (true)
        {
            var observation = NextObservation();
            Thread.Sleep(Interval);
            // Most compilations are over by then and were never looked at.
            Check(observation);
        }
    }

    // Costs nothing while no compilation runs.
    private Observation NextObservation()
    {
        lock (_gate)
        {
            while (_current is null)
            {
                Monitor.Wait(_gate);
            }

            return _current;
        }
    }

    private void Check(Observation observation)
    {
        if (_idleBytes == 0 || !ReferenceEquals(_current, observation))
        {
            return;
        }

        var cpuMs = (CpuTime() - observation.CpuAtStart).TotalMilliseconds;
        var grownMb = (ResidentBytes() - _idleBytes) >> 20;
        if (!ReferenceEquals(_current, observation))
        {
            return;
        }

        if (grownMb > _options.MemoryLimitMb)
        {
            End(
                CompilerExit.MemoryLimit,
                $"a compilation needed {grownMb} MiB; at most {_options.MemoryLimitMb} are allowed"
            );
        }

        if (cpuMs > _options.CpuLimitMs)
        {
            End(
                CompilerExit.CpuLimit,
                $"a compilation took {(long)cpuMs} ms of CPU time; at most {_options.CpuLimitMs} are allowed"
            );
        }

        if (cpuMs > _options.CpuLimitMs * (_options.CancelAtPercent / 100.0))
        {
            observation.Cancel();
        }
    }

    private static TimeSpan CpuTime() => Environment.CpuUsage.TotalTime;

    // /proc/self/statm: the second number is the resident size in pages.
    private static long ResidentBytes()
    {
        var fields = File.ReadAllText("/proc/self/statm").Split(' ', 3);
        return long.Parse(fields[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
    }

    /// <summary>One compilation being watched.</summary>
    internal sealed class Observation(Watchdog watchdog, TimeSpan cpuAtStart) : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        /// <summary>Cancelled when the compilation should stop by itself.</summary>
        public CancellationToken Token => _stop.Token;

        /// <summary>CPU time of the process before.</summary>
        public TimeSpan CpuAtStart => cpuAtStart;

        /// <summary>Asks the compilation to stop.</summary>
        public void Cancel()
        {
            try
            {
                _stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It ended in this moment.
            }
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            watchdog._current = null;
            _stop.Dispose();
        }
    }
}
