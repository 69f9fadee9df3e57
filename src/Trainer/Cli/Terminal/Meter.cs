using System.Globalization;

namespace R1Code.Cli.Terminal;

/// <summary>
/// Progress through things, best of a known number: a bar with rate and remaining time on a terminal, a plain line every ten
/// seconds elsewhere. Safe to advance from many tasks at once.
/// </summary>
internal sealed class Meter : IDisposable
{
    private static readonly TimeSpan RedrawEvery = TimeSpan.FromMilliseconds(100);

    private readonly Screen _screen;
    private readonly string _what;
    private readonly int? _total;
    private readonly TimeProvider _time;
    private readonly long _started;
    private readonly Lock _lock = new();
    private TimeSpan _shown;
    private int _done;

    /// <summary>Starts to measure.</summary>
    public Meter(Screen screen, string what, int? total = null, TimeProvider? time = null)
    {
        _screen = screen;
        _what = what;
        _total = total;
        _time = time ?? TimeProvider.System;
        _started = _time.GetTimestamp();
        _screen.Status(_what);
    }

    /// <summary>One more is done.</summary>
    public void Advance()
    {
        lock (_lock)
        {
            _done++;
            var elapsed = _time.GetElapsedTime(_started);
            if (elapsed - _shown < (_screen.IsLive ? RedrawEvery : ProgressText.LineEvery))
            {
                return;
            }

            _shown = elapsed;
            if (_screen.IsLive)
            {
                var bar = _total is { } total ? ProgressText.Bar(_done, total) + " " : "";
                _screen.Status($"{_what} {bar}{Text(elapsed)}");
            }
            else
            {
                _screen.Note($"{_what}: {Text(elapsed)}");
            }
        }
    }

    /// <summary>Takes the bar away.</summary>
    public void Dispose() => _screen.Status("");

    private string Text(TimeSpan elapsed)
    {
        var rate = string.Create(CultureInfo.InvariantCulture, $"{_done / elapsed.TotalSeconds:0.0}/s");
        if (_total is not { } total)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{_done}, {rate}");
        }

        var left = ProgressText.Duration(elapsed * ((total - _done) / (double)_done));
        return string.Create(CultureInfo.InvariantCulture, $"{_done} of {total}, {rate}, {left} left");
    }
}
