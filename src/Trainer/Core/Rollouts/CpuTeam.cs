using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace R1Code.Trainer.Rollouts;

/// <summary>
/// Threads that share the pieces of a decoding step. A step is some dozens of pieces of a tenth of a millisecond each, and
/// waking a sleeping thread would cost as much again: members watch for the next piece for a moment before they sleep. The
/// caller takes parts too and waits only for those that a member has begun, so that a core other programs use
/// delays little. Which thread computes a part makes no difference to its numbers. One caller at a time.
/// </summary>
/// <param name="threads">How many threads work, the caller's among them.</param>
internal sealed class CpuTeam(int threads) : IDisposable
{
    /// <summary>How long a member watches: longer than drawing a token takes.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMicroseconds(200);

    private readonly object _gate = new();
    private readonly List<Thread> _members = [];
    private Piece? _latest = new(_ => { }, 0); // null once the team is dissolved
    private volatile bool _watches;

    /// <summary>How many threads work, the caller's among them.</summary>
    public int Threads => threads;

    /// <summary>
    /// Whether members watch for what comes next. Worth it only where pieces follow each other at once: a watching member
    /// takes a core from whatever else computes.
    /// </summary>
    public bool Watches
    {
        get => _watches;
        set => _watches = value;
    }

    /// <summary>Calls <paramref name="work"/> once for each part and returns when all are done.</summary>
    public void Run(int parts, Action<int> work)
    {
        if (threads == 1 || parts == 1)
        {
            for (var part = 0; part < parts; part++)
            {
                work(part);
            }

            return;
        }

        var piece = new Piece(work, parts);
        Publish(piece);
        Start();
        piece.TakeParts();
        piece.WaitForAll();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Publish(null);
        foreach (var member in _members)
        {
            member.Join();
        }
    }

    // With the first piece that is worth it: most decoders of tiny models never need a second thread.
    private void Start()
    {
        while (_members.Count < threads - 1)
        {
            var member = new Thread(Serve) { IsBackground = true, Name = "decoding" };
            _members.Add(member);
            member.Start();
        }
    }

    private void Publish(Piece? piece)
    {
        lock (_gate)
        {
            Volatile.Write(ref _latest, piece);
            Monitor.PulseAll(_gate);
        }
    }

    private void Serve()
    {
        var piece = Volatile.Read(ref _latest);
        while (piece is not null)
        {
            piece.TakeParts();
            piece = After(piece);
        }
    }

    private Piece? After(Piece seen)
    {
        var started = Stopwatch.GetTimestamp();
        while (_watches && Stopwatch.GetElapsedTime(started) < Patience)
        {
            var latest = Volatile.Read(ref _latest);
            if (latest != seen)
            {
                return latest;
            }

            Thread.SpinWait(1);
        }

        lock (_gate)
        {
            while (_latest == seen)
            {
                Monitor.Wait(_gate);
            }

            return _latest;
        }
    }

    private sealed class Piece(Action<int> work, int parts)
    {
        private int _taken;
        private int _done;
        private ExceptionDispatchInfo? _failure;

        public void TakeParts()
        {
            for (var part = Take(); part < parts; part = Take())
            {
                try
                {
                    work(part);
                }
#pragma warning disable CA1031 // Whatever a member meets belongs to the caller, who rethrows it; on the member's thread it would end the process.
                catch (Exception e)
#pragma warning restore CA1031
                {
                    _failure = ExceptionDispatchInfo.Capture(e);
                }

                Interlocked.Increment(ref _done);
            }

            int Take() => Interlocked.Increment(ref _taken) - 1;
        }

        public void WaitForAll()
        {
            var spinner = new SpinWait();
            while (Volatile.Read(ref _done) < parts)
            {
                spinner.SpinOnce(sleep1Threshold: -1);
            }

            _failure?.Throw();
        }
    }
}
