using R1Code.Trainer.Pipeline;

namespace R1Code.Trainer.Core.Tests.Pipeline;

public sealed class WatchdogTests
{
    [Fact]
    public void Watchdog_NamesThePhaseAndHowFarItIs_WhenItDoesNotEnd()
    {
        var time = new ManualTime();
        var warnings = new List<string>();
        using var watchdog = new Watchdog(time, TimeSpan.FromSeconds(10), warnings.Add);

        watchdog.Enter("generation");
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(warnings);

        watchdog.Enter("reward", () => "3 of 8 completions have no score yet");
        time.Advance(TimeSpan.FromSeconds(12));
        time.Advance(TimeSpan.FromSeconds(12));

        Assert.Equal(
            [
                "still in 'reward' after 12 s: 3 of 8 completions have no score yet",
                "still in 'reward' after 24 s: 3 of 8 completions have no score yet",
            ],
            warnings
        );
    }

    /// <summary>A clock that stands until it is moved; its one timer looks each time it is.</summary>
    private sealed class ManualTime : TimeProvider
    {
        private TimeSpan _now;
        private Action _tick = () => { };

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _tick = () => callback(state);
            return new NoTimer();
        }

        public void Advance(TimeSpan by)
        {
            _now += by;
            _tick();
        }
    }

    private sealed class NoTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose() { }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
