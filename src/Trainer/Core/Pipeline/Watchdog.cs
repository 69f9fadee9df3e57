namespace R1Code.Trainer.Pipeline;

/// <summary>Names the phase that a run has been in for too long, again and again until it ends.</summary>
internal sealed class Watchdog : IDisposable
{
    private readonly TimeProvider _time;
    private readonly TimeSpan _patience;
    private readonly Action<string> _warn;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private string _phase = "";
    private Func<string>? _detail;
    private long _since;

    public Watchdog(TimeProvider time, TimeSpan patience, Action<string> warn)
    {
        (_time, _patience, _warn) = (time, patience, warn);
        _since = time.GetTimestamp();
        _timer = time.CreateTimer(_ => Look(), null, patience, patience);
    }

    /// <summary>A phase begins; <paramref name="detail"/> says how far it is when it hangs.</summary>
    public void Enter(string phase, Func<string>? detail = null)
    {
        lock (_lock)
        {
            (_phase, _detail, _since) = (phase, detail, _time.GetTimestamp());
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        string message;
        lock (_lock)
        {
            var inside = _time.GetElapsedTime(_since);
            if (_phase.Length == 0 || inside < _patience)
            {
                return;
            }

            message = $"still in '{_phase}' after {inside.TotalSeconds:0} s";
            if (_detail is not null)
            {
                message += $": {_detail()}";
            }
        }

        _warn(message);
    }
}
